function Fast {
  code:              "../../_code/py"
  runtime:           python3.13
  handler:           "app.place"
  snap_start:        true
  ephemeral_storage: 512 MB
  runtime_updates:   on_function_update

  alias live {}
}

function Pinned {
  code:            "../../_code/py"
  runtime:         python3.13
  handler:         "app.place"
  runtime_updates: "arn:aws:lambda:eu-west-1::runtime:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
}

function Automatic { code: "../../_code/py", runtime: python3.13, handler: "app.place", runtime_updates: auto }
