resource Shop: AWS::AppSync::GraphQLApi { Name: "shop", AuthenticationType: "API_KEY" }
