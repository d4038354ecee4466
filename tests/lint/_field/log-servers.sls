// After eijikominami/aws-cloudformation-templates at 3da9b69 (MIT), shared/templates/fluentbit.yaml: the service, what is before it, and
// the values of `Environment`. `DesiredCapacity` is a parameter there; its default, 1, stands here.
// stage: production
// rules: one-task-in-production
stages { production: {}, test: {}, development: {} }

param VPCId: AWS::EC2::VPC::Id
param SubnetIdAz1: AWS::EC2::Subnet::Id
param SubnetIdAz2: AWS::EC2::Subnet::Id
param SubnetIdAz3: AWS::EC2::Subnet::Id
param SecurityGroupForFluentBit: AWS::EC2::SecurityGroup::Id
param ECSTaskDefinition: string

resource LoadBalancer: AWS::ElasticLoadBalancingV2::LoadBalancer {
  Name:           "elb-FluentBit"
  Type:           "network"
  Scheme:         "internal"
  SecurityGroups: [SecurityGroupForFluentBit]
  Subnets:        [SubnetIdAz1, SubnetIdAz2, SubnetIdAz3]
}

resource LoadBalancerTargetGroup: AWS::ElasticLoadBalancingV2::TargetGroup {
  HealthCheckIntervalSeconds: 30
  HealthCheckPort:            "2020"
  HealthCheckProtocol:        "HTTP"
  Port:                       514
  Protocol:                   "UDP"
  TargetType:                 "ip"
  VpcId:                      VPCId
}

resource LoadBalancerListener: AWS::ElasticLoadBalancingV2::Listener {
  DefaultActions:  [{ TargetGroupArn: LoadBalancerTargetGroup.ref, Type: "forward" }]
  LoadBalancerArn: LoadBalancer.ref
  Port:            514
  Protocol:        "UDP"
}

resource ECSCluster: AWS::ECS::Cluster {
  ClusterName:     "FluentBit"
  ClusterSettings: [{ Name: "containerInsights", Value: "enabled" }]
}

@attributes({ DependsOn: "LoadBalancerListener" })
resource ECSService: AWS::ECS::Service {
  Cluster: ECSCluster.ref
  DeploymentConfiguration: {
    DeploymentCircuitBreaker: { Enable: true, Rollback: true }
    MaximumPercent:           200
    MinimumHealthyPercent:    100
  }
  DesiredCount:                  1
  EnableExecuteCommand:          true
  HealthCheckGracePeriodSeconds: 60
  LaunchType:                    "FARGATE"
  LoadBalancers: [
    {
      ContainerName:  "FluentBit"
      ContainerPort:  514
      TargetGroupArn: LoadBalancerTargetGroup.ref
    },
  ]
  NetworkConfiguration: {
    AwsvpcConfiguration: {
      AssignPublicIp: "DISABLED"
      SecurityGroups: [SecurityGroupForFluentBit]
      Subnets:        [SubnetIdAz1, SubnetIdAz2, SubnetIdAz3]
    }
  }
  SchedulingStrategy: "REPLICA"
  ServiceName:        "FluentBit-FargateService"
  TaskDefinition:     ECSTaskDefinition
}
