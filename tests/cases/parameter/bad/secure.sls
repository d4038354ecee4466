// An encrypted parameter.
parameter P { value: "x", secure: true }
