stack Hello

resource Hello: AWS::Serverless::Function {
  InlineCode: "exports.handler = async () => {}"
  Handler:    "index.handler"
  Runtime:    "nodejs22.x"
}
