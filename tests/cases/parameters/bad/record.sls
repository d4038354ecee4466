// A parameter of a type that CloudFormation does not have.
param size: { cpu: number }
queue Jobs { tags: { cpu: "${size.cpu}" } }
