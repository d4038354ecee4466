resource Images: AWS::ECR::Repository {}
