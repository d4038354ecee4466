kms_key Key {}
queue Jobs { kms_key: Key }
function Send {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  can send Jobs
  on schedule rate(5 min)
}
