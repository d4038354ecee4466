function Work {
  code:                 "../../_code/py"
  runtime:              python3.13
  handler:              "app.place"
  role:                 "arn:aws:iam::123456789012:role/worker"
  permissions_boundary: "arn:aws:iam::123456789012:policy/boundary"
  policies:             ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
}
