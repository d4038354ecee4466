// A comment that is not closed.
queue Jobs {}
/* and so on
queue More {}
