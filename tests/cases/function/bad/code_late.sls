// What is packed must be known; a case that is an image and one that is none are two functions.
param folder: string
output folder = folder
stages { dev: { image: true }, prod: { image: false } }

function Late  { code: folder, runtime: python3.13, handler: "app.place" }
function Mixed {
  code:    stage.image ? image("x") : "../../_code/py"
  runtime: python3.13
  handler: "app.place"
}
