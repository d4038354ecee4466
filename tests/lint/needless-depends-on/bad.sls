queue Failed {}
@depends_on(Failed)
queue Jobs { dead_letter: Failed }
