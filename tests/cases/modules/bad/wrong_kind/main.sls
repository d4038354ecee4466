// A parameter of another kind.
table T { key: { id: string } }
module Part from "./parts/part.sls" { target: T }
