// A configuration that CodeDeploy has, and one that it does not have; both without a block `alias`.
function Steady { code: "../../_code/py", runtime: python3.13, handler: "app.place", deploy: linear(10%, 1 min) }
function Slow   { code: "../../_code/py", runtime: python3.13, handler: "app.place", deploy: linear(20%, 7 min) }
function Once   { code: "../../_code/py", runtime: python3.13, handler: "app.place", deploy: all_at_once }
