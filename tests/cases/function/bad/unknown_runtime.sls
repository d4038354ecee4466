// runtimes that are none, each with what was probably meant
function F0 { code: "src", handler: "app.h", runtime: nodejs22 }
function F1 { code: "src", handler: "app.h", runtime: node }
function F2 { code: "src", handler: "app.h", runtime: node22 }
function F3 { code: "src", handler: "app.h", runtime: python313 }
function F4 { code: "src", handler: "app.h", runtime: python }
function F5 { code: "src", handler: "app.h", runtime: Python3.13 }
function F6 { code: "src", handler: "app.h", runtime: py3.12 }
function F7 { code: "src", handler: "app.h", runtime: java }
function F8 { code: "src", handler: "app.h", runtime: go1.x }
function F9 { code: "src", handler: "app.h", runtime: go }
function F10 { code: "src", handler: "app.h", runtime: ruby }
function F11 { code: "src", handler: "app.h", runtime: java24 }
function F12 { code: "src", handler: "app.h", runtime: dotnet9 }
function F13 { code: "src", handler: "app.h", runtime: wasm }
