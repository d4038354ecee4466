network Main {}
network Half { endpoints: [ecr, logs] }
resource Key: AWS::SecretsManager::Secret { GenerateSecretString: {} }
service Public { image: "public.ecr.aws/nginx/nginx:1.27", network: Main }
service Private { image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1", network: Half, exec: true, secrets: { KEY: Key } }
