resource Main: AWS::ECS::Cluster {
}
