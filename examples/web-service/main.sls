/// A web server on Fargate, behind a load balancer that speaks TLS.
stack WebService

param certificate: string   // an ACM certificate's ARN, of the name that users type

secret SessionKey {
  generate: { length: 48 }   // CloudFormation makes one; nobody has to know it
}

network Main { zones: 2, nat: one }

service Web {
  image:   "public.ecr.aws/docker/library/node:22-slim"
  // the server is one small file, so no image has to be built; see queue-worker for one of your own
  command: ["node", "--input-type=module", "--eval", file("src/server.mjs")]
  user:    "node"
  arch:    arm64
  cpu:     0.5 vCPU
  memory:  1 GB
  port:    8080
  network: Main
  count:   2..10
  scale:   { cpu: 60% }
  logs:    { retain: 30 days }
  env:     { PORT: "8080" }
  secrets: { SESSION_KEY: SessionKey }

  // requests on port 80 are sent to 443
  on http "/*" { certificate: certificate, health: "/healthz" }
}

output url = Web.url
