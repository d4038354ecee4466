let all = jo‸in(",", ["a", "b"])
output x = all
