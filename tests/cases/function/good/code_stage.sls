// Code that the stage decides: each of the two is packed.
stages { dev: { code: "../../_code/py" }, prod: { code: "../../_code/py.zip" } }

function Place { code: stage.code, runtime: python3.13, handler: "app.place" }
