// After javamultiplex/learn-aws-sam at 7c96058, eventbridge/template.yaml with src/: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bus CustomBus { name: "SuperBus" }
api Api {}
function EndpointFunction {
  timeout: 5 s
  can publish CustomBus
  on http Api POST "/"
}
function TranslateFunction {
  code: inline("""
    const AWS = require("aws-sdk");
    const translate = new AWS.Translate();
    exports.lambdaHandler = async (event) => translate.translateText({ Text: event.detail.data }).promise();
    """)
  handler: "index.lambdaHandler"
  runtime: nodejs12.x
  timeout: 5 s
  can "translate:TranslateText", "comprehend:DetectDominantLanguage" on "*"
  on event CustomBus { source: ["TextEndpoint"], detail_type: ["translate"] }
}
function SentimentFunction {
  code: inline("""
    const AWS = require("aws-sdk");
    const comprehend = new AWS.Comprehend();
    exports.lambdaHandler = async (event) => comprehend.detectSentiment({ Text: event.detail.data }).promise();
    """)
  handler: "index.lambdaHandler"
  runtime: nodejs12.x
  timeout: 5 s
  can "comprehend:DetectSentiment", "comprehend:DetectDominantLanguage" on "*"
  on event CustomBus { source: ["TextEndpoint"], detail_type: ["sentiment"] }
}
