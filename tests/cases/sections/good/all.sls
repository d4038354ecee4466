// The remaining sections of a template.
/// All of them.
stack All { tags: { team: "x" }, metadata: { Owner: "me" } }
param env: "dev" | "prod"
param size: string = "1"
mapping Sizes {
  dev:  { small: "1", large: "2" }
  prod: { small: "3", large: "4" }
}
condition is_prod = env == "prod"
rule ProdIsLarge {
  RuleCondition: { "Fn::Equals": [{ Ref: "Env" }, "prod"] }
  Assertions:    [{ Assert: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "Size" }, "1"] }] }, AssertDescription: "larger" }]
}
metadata { Docs: "https://example.com" }
assert env != "prod" || size != "1", "production is larger"
queue Jobs { tags: { size: Sizes[env]["small"], given: size } }
if is_prod {
  queue Audit {}
}
