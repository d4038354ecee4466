// A character that looks like a space.
queue Jobs { retain: 1 h }
