@delete
table Orders { key: { id: string } }
