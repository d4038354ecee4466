// Every way in which code comes: folders, archives, inline, a bucket, an image.
stack Forms {}

param bucket: string
param image_uri: string

defaults function { runtime: python3.13, arch: arm64, timeout: 10 s }

function Folder  { code: "../../_code/py", handler: "app.place", exclude: ["tests/"] }
function Archive { code: "../../_code/py.zip", handler: "app.place" }
function Inline  { code: inline("def run(event, context):\n    return 1\n"), handler: "index.run" }
function Stored  { code: s3(bucket, "orders/1.zip", "v1"), handler: "app.place" }
function Image   { code: image(image_uri, { command: ["app.run"], working_directory: "/srv" }) }
function Plain   { code: image(image_uri) }
