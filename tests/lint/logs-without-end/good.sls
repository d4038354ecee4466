log_group Audit { retain: 365 days }
