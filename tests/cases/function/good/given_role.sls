// `defaults` about code are passed over by an image; a role of this stack gets a policy, for which the function waits.
defaults function { runtime: python3.13, handler: "app.place", snap_start: true }

queue Failed {}

resource Own: AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version:   "2012-10-17"
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }]
  }
}

function Image { code: image("123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1"), arch: arm64 }

function Given {
  code:       "../../_code/py"
  role:       Own
  snap_start: null
  async:      { on_failure: Failed }
  can send Failed
}

// a role from elsewhere is trusted to allow what triggers and settings need
function Foreign {
  code:        "../../_code/py"
  role:        "arn:aws:iam::123456789012:role/worker"
  snap_start:  null
  dead_letter: Failed
  on queue Failed {}
}
