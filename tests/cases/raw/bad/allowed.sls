// `@allow` takes a schema's word back where the service knows better, for its declaration and no other.
@allow(unknown-property, "new since last week")
resource Jobs: AWS::SQS::Queue { BrandNew: true }
resource Others: AWS::SQS::Queue { BrandNew: true }
