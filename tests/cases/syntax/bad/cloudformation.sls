// CloudFormation's own interpolation and short forms.
queue Jobs { tags: { region: "${AWS::Region}", other: !Ref Jobs } }
