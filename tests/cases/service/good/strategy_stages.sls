// Careful where it matters: the stage says how requests move.
stages {
  dev:  { careful: false }
  prod: { careful: true }
}
network Main { zones: 2, nat: one }
service Web {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  network: Main
  port:    80
  deploy:  { strategy: stage.careful ? linear(20%, 5 min) : rolling, bake: 2 min }
  on http "/*"
}
// Known at deployment: both ways are made.
param how: "rolling" | "blue_green" = "rolling"
service Api {
  image:     "public.ecr.aws/nginx/nginx:1.27"
  network:   Main
  port:      80
  deploy:    { strategy: how }
  discovery: "api"
}
