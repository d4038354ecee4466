// What a `for` makes a list or a map of, where other languages have it.
stack Late {}

let names = ["a", "b"]
let numbers = { a: "1", b: "2" }
let terraform = [for n in names: "${n}-x" if n != "a"]
let terraform_if = [for n in names if n != "a": { name: n }]
let bicep = [for n in names { name: n }]
let python = { k: v for k, v in numbers }
let fixed = { first: n for n in ["a"] }
let hcl = { for k, v in numbers : k => v }
let nothing = [for n in names]
let two = ["x" for n in names: "y"]

queue Jobs {
  tags: {
    a: terraform[0]
    b: terraform_if[0].name
    c: bicep[0].name
    d: python["a"]
    e: fixed.first
  }
}
