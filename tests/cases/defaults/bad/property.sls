// A default of a property that a kind does not have.
defaults queue { retian: 1 h }
queue Jobs {}
