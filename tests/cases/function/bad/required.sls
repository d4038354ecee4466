function NoRuntime { code: "../../_code/py", handler: "app.place" }
function NoHandler { code: "../../_code/py", runtime: python3.13 }
function NoCode    { runtime: python3.13, handler: "app.place" }
