defaults function { runtime: nodejs24.x, code: "src/web" }
function Leave { handler: "index.lea‸ve" }
