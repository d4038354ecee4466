/// An operation of a REST API that calls a function, as SAM makes it of an `Api` event.
export fn proxy(arn: string) = {
  "x-amazon-apigateway-integration": {
    type:       "aws_proxy"
    httpMethod: "POST"
    uri:        "arn:${aws.partition}:apigateway:${aws.region}:lambda:path/2015-03-31/functions/${arn}/invocations"
  }
}

/// Every call of an API.
export fn calls_of(api: string) = "arn:${aws.partition}:execute-api:${aws.region}:${aws.account}:${api}/*"
