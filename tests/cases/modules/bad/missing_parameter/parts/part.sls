param retain: duration
queue Jobs { retain: retain }
