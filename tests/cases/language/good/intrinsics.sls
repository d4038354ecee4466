// Functions on what is known at deployment become intrinsics.
param names: list<string>
param name: string
queue Q {}
output a = join("-", names)
output b = select(0, names)
output c = split(",", name)[0]
output d = replace(name, "a", "b")
output e = base64(name)
output f = import("${aws.stack_name}-vpc")
output g = azs()[0]
output h = cidr("10.0.0.0/16", 4, 8)[1]
output i = ssm("/shop/${name}")
output j = sub(#"${AWS::Region}-x"#)
output k = json({ a: name })
output l = "${length(names)}"
