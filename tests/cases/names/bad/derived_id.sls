// A declaration takes the id of what another becomes.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
}
resource FRole: AWS::IAM::ManagedPolicy { PolicyDocument: {} }
