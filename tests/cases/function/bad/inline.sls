function File    { code: inline("def run(e, c): ..."), runtime: python3.13, handler: "app.run" }
function Name    { code: inline("def run(e, c): ..."), runtime: python3.13, handler: "index.rum" }
function Runtime { code: inline("x"), runtime: java21, handler: "com.acme.Handler" }
function Exclude { code: inline("def run(e, c): ..."), runtime: python3.13, handler: "index.run", exclude: ["x"] }
