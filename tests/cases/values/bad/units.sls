// Adding a duration and a size.
queue Jobs { retain: 1 h + 2 MB }
