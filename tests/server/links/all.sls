use { team } from "./lib/parts.sls"
module Parts from "./lib/parts.sls" {}
function Place {
  code:    "src/orders"
  handler: "app.look"
  runtime: python3.13
  env:     { TEAM: team, HELLO: file("texts/hello.txt") }
}
resource Jobs: AWS::SQS::Queue {}
