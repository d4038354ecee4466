function Typo    { code: "../../_code/pi", runtime: python3.13, handler: "app.place" }
function File    { code: "../../_code/py/app.py", runtime: python3.13, handler: "app.place" }
