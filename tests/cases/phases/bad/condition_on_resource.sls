// A condition on an attribute.
queue Jobs {}
if Jobs.name == "jobs" {
  queue Audit {}
}
