function Work {
  code:            "../../_code/py"
  runtime:         python3.13
  handler:         "app.place"
  security_groups: ["sg-0123456789abcdef0"]
  files:           { access_point: "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0", path: "/data" }
}
