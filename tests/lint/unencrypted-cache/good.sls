resource Sessions: AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "sessions"
  CacheNodeType:               "cache.t4g.micro"
  AtRestEncryptionEnabled:     true
  TransitEncryptionEnabled:    true
}
