// Accounts are numbers, each once.
bus Events { accounts: ["abcdefghijkl", "123456789012", "123456789012"] }
