module Parts from "./lib/parts.sls" { keep: "long" }
queue A { retian: 1 h }
