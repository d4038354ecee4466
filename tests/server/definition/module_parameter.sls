module Parts from "./lib/parts.sls" { ke‸ep: 1 h }
