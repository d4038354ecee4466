// A comparison that CloudFormation cannot make.
param size: number
if size > 3 {
  queue Q {}
}
