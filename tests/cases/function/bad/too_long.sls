function Long { code: "../../_code/py", runtime: python3.13, handler: "app.place", timeout: 20 min, memory: 12 GB }
function Longest { code: "../../_code/py", runtime: python3.13, handler: "app.place", timeout: 2 h }
