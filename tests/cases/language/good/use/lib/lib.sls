let prefix = "shop"
export let short = 1 h
export fn name_of(part: string) = "${prefix}-${part}"
