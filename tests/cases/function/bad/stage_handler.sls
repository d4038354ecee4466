// Each stage's handler is looked for.
stages { dev: { handler: "app.place" }, prod: { handler: "app.plaec" } }

function Place { code: "../../_code/py", runtime: python3.13, handler: stage.handler }
