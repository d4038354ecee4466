/// Makes a small picture of every PNG that is uploaded, and remembers both.
stack Thumbnails {
  tags: { team: "media" }
}

bucket Uploads { retain: 90 days }   // objects are deleted after that
bucket Thumbs

table Pictures {
  key: { key: string }
}

queue Failed { retain: 14 days }

function MakeThumb {
  code:    "src"
  handler: "app.handle"
  runtime: python3.13
  arch:    arm64
  memory:  1 GB
  timeout: 2 min
  logs:    { retain: 30 days }
  env:     { THUMBS: Thumbs, PICTURES: Pictures, WIDTH: "160" }

  // S3 calls the function without waiting: what fails three times goes to the queue
  async: { retries: 2, on_failure: Failed }

  can read Uploads["in/*"]   // only what lies under in/
  can write Thumbs
  can write Pictures

  on bucket Uploads created { prefix: "in/", suffix: ".png" }
}

output uploads = Uploads.name
output thumbs = Thumbs.name
