/// Notes over an HTTP API: signed-in users make, list, read, change and delete their own.
stack Notes

param issuer: string     // of the tokens: https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_…, say
param audience: string   // the client's id

let base = "/notes"
fn route(rest: string) = "${base}${rest}"

api Front {
  auth: jwt(issuer, [audience])   // for every route that says nothing else
  cors: {
    origins: ["https://notes.example.com"]
    methods: [GET, POST, PUT, DELETE]
    headers: ["authorization", "content-type"]
    max_age: 1 h
  }
}

table Notes {
  key: { user: string, id: string }
  index ByChange { key: { user: string, changed_at: number } }
}

defaults function {
  code:    "src"
  runtime: nodejs24.x
  arch:    arm64
  memory:  256 MB
  timeout: 10 s
  logs:    { retain: 30 days }
  env:     { NOTES: Notes }
}

function List {
  handler: "notes.list"
  can read Notes.ByChange   // the index, and not the table
  on http Front GET base
}

function Save {
  handler: "notes.save"
  can write Notes
  on http Front POST base
  on http Front PUT route("/{id}")
}

function Get {
  handler: "notes.get"
  can read Notes
  on http Front GET route("/{id}")
}

function Remove {
  handler: "notes.remove"
  can delete Notes
  on http Front DELETE route("/{id}")
}

function Health {
  handler: "notes.health"
  env:     { NOTES: null }   // takes the default away
  on http Front GET "/health" { auth: none }
}

output url = Front.url
