// A secret in a tag.
param key: secret string
queue Jobs { tags: { key: key } }
