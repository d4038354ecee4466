resource Shared: AWS::EFS::FileSystem {}
