// main.sls -> stacks/main.sls
module Parts from "./lib/parts.sls" {}
function Place {
  code:    "src/orders"
  handler: "app.place"
  runtime: python3.13
}
