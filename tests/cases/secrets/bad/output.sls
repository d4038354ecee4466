// A secret in an output, inside of a text.
param key: secret string
output x = "key: ${key}"
