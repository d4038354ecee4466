// A property that stands twice.
queue Jobs { retain: 1 h, retain: 2 h }
