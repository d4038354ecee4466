// A list in a text.
let xs = ["a"]
output x = "items: ${xs}"
