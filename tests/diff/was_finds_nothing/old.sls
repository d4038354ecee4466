queue A {}
