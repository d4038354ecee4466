// A name that nothing declares, with the nearest one.
queue Jobs {}
output a = Jbos.url
