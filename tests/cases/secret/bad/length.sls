// A length that Secrets Manager does not take.
secret A { generate: { length: 5000 } }
