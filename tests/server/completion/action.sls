function Work {
  can "dynamodb:PutI‸"
}
