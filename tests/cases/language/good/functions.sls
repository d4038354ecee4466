// Built-in functions on known values.
let m = { b: 2, a: 1 }
output a = join(",", keys(m))
output b = "${contains(["x"], "x")} ${starts_with("abc", "ab")}"
output c = upper(trim("  x ")) + lower("Y")
output d = replace("a-b-c", "-", "_")
output e = json(merge(m, { c: [1, "two", null] }))
output f = base64("hello")
output g = join(",", [for_ for for_ in split(" ", "c a b") if for_ != "a"])
output h = "${min(3, 2)} ${max(1 h, 30 min) == 1 h}"
output i = join(",", sort(unique(["b", "a", "b"])))
output j = select(1, ["a", "b"])
output k = yaml({ a: [1, 2], b: { c: "d" } })
queue Q {}
