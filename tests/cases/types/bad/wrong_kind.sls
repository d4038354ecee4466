// A declaration of another kind.
table Orders { key: { id: string } }
queue Jobs { dead_letter: Orders }
