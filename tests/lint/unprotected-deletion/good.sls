// stage: prod
stages { dev: { protect: false }, prod: { protect: true } }
table Orders { key: { id: string }, deletion_protection: stage.protect }
