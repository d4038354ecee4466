// `prod` was to be the stage's name
if "prod" == "dev" {
  queue Debug {}
}
queue Jobs {}
