queue Jobs { retain: 20 days }
