resource Builder: AWS::ECS::TaskDefinition {
  ContainerDefinitions: [{
    Name:  "build"
    Image: "public.ecr.aws/docker/library/docker:27"
  }]
}
