queue A { visibility: 13 h, retain: 10, dealy: 5 s }
queue B { fifo: true, name: "b", dead_letter: A }
queue C { wait: 30 s, max_message: 2 MB, visibility: true }
