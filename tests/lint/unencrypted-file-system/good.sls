resource Shared: AWS::EFS::FileSystem {
  Encrypted: true
}
