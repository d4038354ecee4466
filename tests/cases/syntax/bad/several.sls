// Several mistakes, each with its message, and the neighbours are read.
queue A { retain = 1 h }
queue B { name: 'b' }
queue C { dealy: 1 s }
queue D { retain: 2 hours }
