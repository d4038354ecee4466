// today: 2026-11-23
function Patched  { code: "../../_code/py", runtime: python3.9, handler: "app.place" }
function Finished { code: "../../_code/py", runtime: python3.6, handler: "app.place" }
