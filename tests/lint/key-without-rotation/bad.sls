resource Key: AWS::KMS::Key {
  Description: "orders"
}
