// A module that includes itself.
module Self from "./main.sls" {}
queue Jobs {}
