queue Jobs { dead_letter: Failed }
queue Failed { retain: 14 days }
