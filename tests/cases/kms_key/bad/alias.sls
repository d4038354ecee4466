// An alias that AWS keeps to itself.
kms_key K { alias: "aws/mine" }
