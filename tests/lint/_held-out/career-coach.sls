// After duykhanh07/ai-career-coach at 2c92e71, template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table CoreTable { key: { PK: string, SK: string } }
api HttpApi {}
function UserProfileFunction {
  timeout: 60 s
  memory:  2 GB
  can read, write, delete, scan CoreTable
  on http HttpApi GET "/profile"
}
function IndustryInsightFunction {
  timeout: 60 s
  memory:  2 GB
  can read, write, delete, scan CoreTable
  can "bedrock:InvokeModel" on "*"
  on http HttpApi GET "/industry-insights"
}
