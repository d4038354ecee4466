// What becomes no resource has no id, and a block is kept by its declaration.
table Orders {
  key: { id: string }
  @id("ByOwner") index Owner { key: { owner: string } }
}

function Place {
  code:    inline("exports.run = async () => 'placed'")
  handler: "index.run"
  runtime: nodejs22.x

  @retain alias live {}
}
