resource Main: AWS::ECS::Cluster {
  ClusterSettings: [{ Name: "containerInsights", Value: "enabled" }]
}
