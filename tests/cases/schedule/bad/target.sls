// A target is an ARN.
schedule S { when: rate(1 min), target: "lambda" }
