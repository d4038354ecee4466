queue Failed { dead_letter: { queue: More.arn, : 5 } }
function Work {
  code:    "../../_code/py"
  runtime: python3.13
  handler:
}
function More {
  code:    "../../_code/py"
  runtime: python3.
  handler: "app.place"
}
service Web {
  : "public.ecr.aws/nginx/nginx:1.27"
}
output zones = More.
@("why")
queue Jobs {}
