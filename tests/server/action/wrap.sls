stages { dev: {}, prod: {} }

/// Jobs.
queue A‸ {
  retain: 7 days
}
