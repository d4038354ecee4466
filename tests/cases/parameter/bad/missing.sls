// A parameter without a value.
parameter P { name: "/a" }
