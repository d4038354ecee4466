// src -> code, lib/parts.sls -> shared/parts.sls
module Parts from "./lib/parts.sls" {}
function Place {
  code:    "src/orders"
  handler: "app.place"
  runtime: python3.13
}
