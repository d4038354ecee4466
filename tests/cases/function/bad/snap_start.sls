function Old  {
  code:       "../../_code/py"
  runtime:    python3.11
  handler:    "app.place"
  snap_start: true
}
function Node {
  code:       "../../_code/node"
  runtime:    nodejs24.x
  handler:    "index.handler"
  snap_start: true
  alias live {}
}
function Large {
  code:              "../../_code/py"
  runtime:           python3.13
  handler:           "app.place"
  snap_start:        true
  ephemeral_storage: 1 GB
  alias live { provisioned: 1 }
}
