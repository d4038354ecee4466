// A waiting time that KMS does not take.
kms_key K { pending: 3 days }
