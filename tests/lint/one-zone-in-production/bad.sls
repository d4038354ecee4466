// stage: prod
stages { dev: { size: 1 }, prod: { size: 2 } }
network Main { zones: 1 }
