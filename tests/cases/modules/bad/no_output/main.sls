// An output that a module does not have.
module Part from "./parts/part.sls" {}
output x = Part.jobz
