// A trigger that a task cannot have.
network N { nat: one }
task T {
  image: "public.ecr.aws/docker/library/busybox:1"
  network: N
  on http "/x"
}
