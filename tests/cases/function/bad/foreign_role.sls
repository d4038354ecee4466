// Nothing can be granted to a role that is not made here.
queue Jobs {}

function Work {
  code:    "../../_code/py"
  runtime: python3.13
  handler: "app.place"
  role:    "arn:aws:iam::123456789012:role/worker"
  can send Jobs
}
