// A brace that is not closed: what follows is still read.
queue Jobs {
  retain: 1 h

queue More { dealy: 1 s }
