param target: queue
queue Jobs { dead_letter: target }
