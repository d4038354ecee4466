// A use of what a branch that is not taken declares.
if false {
  queue Audit {}
}
output x = Audit.url
