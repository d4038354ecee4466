// stage: prod
network Main { nat: each }
stages { dev: { size: 1 }, prod: { size: 2 } }
