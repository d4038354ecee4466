module Parts from "./lib/pa‸rts.sls" {}
