// A parameter that a module needs.
module Part from "./parts/part.sls" {}
