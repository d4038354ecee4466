// A stack of several files, each of which sees the others.
stack Folder { tags: { team: "x" } }
queue Jobs { dead_letter: Failed, retain: keep }
