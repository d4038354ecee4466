// `logs: null` leaves logs to Lambda, which makes a group when the function first runs.
function Plain {
  code:    inline("exports.run = async () => 'plain'")
  handler: "index.run"
  runtime: nodejs22.x
  logs:    null
}

function Named {
  name:    "named"
  code:    inline("exports.run = async () => 'named'")
  handler: "index.run"
  runtime: nodejs22.x
  logs:    null
}

output group = Plain.log_group
