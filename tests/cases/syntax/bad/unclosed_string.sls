// A string that is not closed.
queue Jobs { name: "jobs }
queue More { dealy: 1 s }
