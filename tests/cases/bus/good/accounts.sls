// Accounts that are known at deployment only.
param partner: string
param auditor: string
bus Events { accounts: [partner, auditor, "123456789012"], archive: true }
