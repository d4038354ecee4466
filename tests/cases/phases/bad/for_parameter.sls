// A `for` over what is known at deployment, with the chain of names.
param names: string
let list = split(",", names)
let all = list
for n in all {
  queue Q[n] {}
}
