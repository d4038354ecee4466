@was("Gone")
queue B {}
queue A {}
