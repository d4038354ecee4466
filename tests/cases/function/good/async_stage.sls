// Settings that the stage decides, in one template for all stages.
stages {
  dev:  { retries: 0, memory: 256 MB }
  prod: { retries: 2, memory: 1 GB }
}

queue Failed {}

function Send {
  code:    "../../_code/py"
  runtime: python3.13
  handler: "app.place"
  memory:  stage.memory
  async:   { retries: stage.retries, on_failure: stage.name == "prod" ? Failed : null }

  alias live {}
}
