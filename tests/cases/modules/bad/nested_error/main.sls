// A mistake inside of a module.
module Part from "./parts/part.sls" {}
