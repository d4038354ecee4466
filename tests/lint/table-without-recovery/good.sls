table Orders { key: { id: string }, point_in_time_recovery: true }
