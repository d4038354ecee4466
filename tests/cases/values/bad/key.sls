// A key that a map does not have.
let sizes = { small: 1, large: 2 }
output x = "${sizes["medium"]}"
