// A parameter whose words are those of a property.
param arch: "arm64" | "x86_64" = "arm64"
param stream: "new_image" | "old_image" = "new_image"
table T { key: { id: string }, stream: stream }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  arch: arch
}
