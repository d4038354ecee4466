type Size = "small" | "large"
param size: Size = "small"
output size_is = si‸ze
