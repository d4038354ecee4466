// A FIFO topic with what only others have.
topic A { fifo: true, name: "a", emails: ["a@example.com"] }
topic B { deduplicate: true }
