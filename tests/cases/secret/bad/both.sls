// A secret that is given and generated.
param key: secret string
secret A { value: key, generate: { length: 20 } }
secret B { generate: { template: { user: "x" } } }
