table Orders { key: { id: string } }
