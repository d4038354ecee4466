// Patches: objects merge, `null` takes away, conditions choose.
param big: bool
queue Jobs {
  override {
    ReceiveMessageWaitTimeSeconds: null
    if big { MaximumMessageSize: 2048 }
  }
}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  override Role { MaxSessionDuration: 7200 }
  override { LoggingConfig: { LogFormat: "JSON" } }
}
