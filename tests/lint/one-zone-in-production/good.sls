// stage: prod
stages { dev: { zones: 1 }, prod: { zones: 3 } }
network Main { zones: stage.zones }
