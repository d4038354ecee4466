// One handler of each family of runtimes.
stack Families {}

function Module   { code: "../../_code/node", runtime: nodejs24.x, handler: "index.handler" }
function Common   { code: "../../_code/cjs", runtime: nodejs24.x, handler: "main.run" }
function Java     { code: "../../_code/shop.jar", runtime: java21, handler: "com.acme.Handler::handleRequest", memory: 1 GB }
function Arm      { code: "../../_code/go_arm", runtime: provided.al2023, arch: arm64 }
function Intel    { code: "../../_code/go_x86", runtime: provided.al2023, handler: "whatever" }
function Embedded { code: inline("exports.run = async () => 'hello'"), runtime: nodejs24.x, handler: "index.run" }
