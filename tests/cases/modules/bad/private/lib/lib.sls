let secret_size = 1
export let shared = 1 h
