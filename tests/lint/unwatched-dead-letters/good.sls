param alert_email: string
queue Jobs { dead_letter: Failed }
queue Failed { retain: 14 days }
alarm TooManyFailures {
  metric: Failed.messages_visible
  above:  0
  for:    5 min
  notify: alert_email
}
