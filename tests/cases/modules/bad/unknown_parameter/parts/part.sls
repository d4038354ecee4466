param retain: duration = 4 h
queue Jobs { retain: retain }
