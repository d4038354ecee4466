// A pair of keys that rotates and has no use.
kms_key K { spec: RSA_2048, rotate_every: 100 days }
