// An alias keeps the logical id that it has in what is deployed.
function Place {
  code:    inline("exports.run = async () => 'placed'")
  handler: "index.run"
  runtime: nodejs22.x
  async:   { retries: 1 }
  deploy:  all_at_once

  @id("PlaceAliaslive") alias live {}

  on url { auth: iam }
}

output place = Place.live.arn
