for n in ["a", "b"] { queue Jobs[n] {} }
output one = Jobs["a"].‸
