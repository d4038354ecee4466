network Main {}
kms_key Key {}
