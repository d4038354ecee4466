// Without a load balancer: one task, its way out through endpoints, its image in ECR.
network Main { zones: 1, endpoints: [ecr, s3, logs, secrets] }

resource Credentials: AWS::SecretsManager::Secret { GenerateSecretString: {} }

service Worker {
  image:   "${aws.account}.dkr.ecr.${aws.region}.amazonaws.com/team/worker:1.4"
  network: Main
  arch:    arm64
  env:     { MODE: "fast" }
  secrets: { PASSWORD: Credentials["password"], ALL: Credentials }
}
