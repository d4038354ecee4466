// today: 2026-11-25
function Work {
  code:    inline("exports.run = async () => {}")
  runtime: nodejs22.x
  handler: "index.run"
}
