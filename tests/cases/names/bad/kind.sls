// A misspelt kind.
qeue Jobs {}
