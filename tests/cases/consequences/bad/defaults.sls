defaults function { cdoe: "../../_code/py", runtime: python3.13 }
function Work { handler: "app.place" }
function More { handler: "app.cancel" }
