module Parts from "./lib/parts.sls" {
  ‸
}
