table Orders { name: "orders", key: { id: string } }
