output x = join(",", ‸)
