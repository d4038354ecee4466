// Of two names that are as near, the one that begins alike is meant.
function Label {
  code:    inline("table = 1\n\ndef label(event, context):\n    return table\n")
  runtime: python3.13
  handler: "index.lable"
}
