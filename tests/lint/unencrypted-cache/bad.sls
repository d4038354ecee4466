resource Sessions: AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "sessions"
  CacheNodeType:               "cache.t4g.micro"
}

resource Carts: AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "carts"
  CacheNodeType:               "cache.t4g.micro"
  AtRestEncryptionEnabled:     false
  TransitEncryptionEnabled:    true
}
