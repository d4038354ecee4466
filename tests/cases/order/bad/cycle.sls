// Resources that need each other, edge by edge.
resource A: AWS::SNS::Topic { DisplayName: B.TopicName }
resource B: AWS::SNS::Topic { DisplayName: C.TopicName }
resource C: AWS::SNS::Topic { DisplayName: A.TopicName }
