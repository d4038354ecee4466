// A cycle by `@depends_on`.
@depends_on(B)
queue A {}
queue B { dead_letter: A }
