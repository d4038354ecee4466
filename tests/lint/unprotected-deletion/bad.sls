// stage: prod
stages { dev: { size: 1 }, prod: { size: 2 } }
table Orders { key: { id: string } }
