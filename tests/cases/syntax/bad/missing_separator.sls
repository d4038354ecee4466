// Two properties without anything between.
queue Jobs { retain: 1 h delay: 1 s }
