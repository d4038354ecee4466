// A lifecycle rule that does nothing.
bucket A { rules: [{ prefix: "tmp/" }] }
