// A time that CloudWatch does not keep logs for.
log_group L { retain: 10 days }
