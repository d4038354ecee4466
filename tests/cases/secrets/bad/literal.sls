// A secret that stands in the source.
secret Key { value: "hunter2" }
