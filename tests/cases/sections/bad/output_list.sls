// An output is text: a list of zones is none, and neither is an attribute that is a list.
resource Files: AWS::EFS::FileSystem {}
output zones = azs()
