@delete
table Purchases { key: { id: string } }
