// An archive that is in a bucket already.
layer Shared {
  code:     s3("artifacts", "shared.zip", "3")
  runtimes: [nodejs22.x]
}
