queue Failed {}
queue Jobs { dead_letter: Failed }
