function File   { code: "../../_code/py", runtime: python3.13, handler: "ap.place" }
function Name   { code: "../../_code/py", runtime: python3.13, handler: "app.plaec" }
function Export { code: "../../_code/node", runtime: nodejs24.x, handler: "index.cancle" }
function Form   { code: "../../_code/py", runtime: python3.13, handler: "place" }
function Source { code: "../../_code/ts", runtime: nodejs24.x, handler: "app.handler" }
function Class  { code: "../../_code/shop.jar", runtime: java21, handler: "com.acme.Handlr" }
function Zip    { code: "../../_code/py.zip", runtime: python3.13, handler: "app.cancel" }
function Stored { code: s3("b", "k"), runtime: python3.13, handler: "place" }
