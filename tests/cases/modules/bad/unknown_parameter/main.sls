// A parameter that a module does not have.
module Part from "./parts/part.sls" { retian: 1 h }
