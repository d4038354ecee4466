kms_key Key {}
