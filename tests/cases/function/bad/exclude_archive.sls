function Work { code: "../../_code/py.zip", runtime: python3.13, handler: "app.place", exclude: ["*.md"] }
