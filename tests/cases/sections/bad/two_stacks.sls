// Two `stack` blocks.
stack A {}
stack B {}
queue Jobs {}
