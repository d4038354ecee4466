defaults function { runtime: nodejs24.x, code: "src/web" }
function Greet {
  handler: "ind‸"
}
