// region: ap-southeast-7
// A type that the chosen region does not have.
resource Mesh: AWS::AppMesh::Mesh {}
