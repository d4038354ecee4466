// After AnhGeek/BatteryHolder at 42fde98, backend/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket FirmwareBucket {}
table FirmwareTable { key: { PK: string, SK: string } }
api FirmwareApi {}
function FirmwareFunction {
  timeout: 15 s
  arch:    arm64
  can read, write, delete, scan FirmwareTable
  can read, write, delete, list FirmwareBucket
  on http FirmwareApi GET "/firmware/{buildId}"
  on http FirmwareApi POST "/firmware"
}
