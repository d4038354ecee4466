module Parts from "./lib/parts.sls" {}
output inbox = Parts.in‸box
