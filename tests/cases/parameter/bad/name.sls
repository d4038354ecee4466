// A name that Parameter Store does not take.
parameter P { value: "x", name: "my param" }
