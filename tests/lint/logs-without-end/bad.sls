log_group Audit { retain: null }
resource Others: AWS::Logs::LogGroup {}
