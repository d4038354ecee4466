@retain
resource Find: AWS::OpenSearchService::Domain {
  EngineVersion:               "OpenSearch_2.17"
  EncryptionAtRestOptions:     { Enabled: true }
  NodeToNodeEncryptionOptions: { Enabled: true }
  DomainEndpointOptions:       { EnforceHTTPS: true }
}
