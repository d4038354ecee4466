// Text that is no statement.
queue Jobs {}
=> what is this
queue More {}
