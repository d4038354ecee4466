function Work {
  code:    "../../_code/py"
  runtime  python3.13
  handler  "app.place"
}
network Main { zones: 1, nat: one }
service Web {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  network  Main
  port:    80
}
table Orders {
  key { id: string }
}
function Open {
  code: "../../_code/py", runtime: python3.13, handler: "app.place"
  on url { auth none }
}
