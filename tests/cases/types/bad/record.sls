// A field that a record does not have.
queue Failed {}
queue Jobs { dead_letter: { queue: Failed, aftr: 3 } }
