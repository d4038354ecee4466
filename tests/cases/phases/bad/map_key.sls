// A map key that is a parameter.
param name: string
resource R: AWS::SNS::Topic { Tags: { "${name}": "x" } }
