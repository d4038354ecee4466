// Every form of a string.
queue Jobs {}
let name = "jobs"
let text = """
  one
    two ${name}
  """
output plain = "a\tb \"c\" \u{e9}"
output inside = "queue ${name}-${aws.region}: ${Jobs.arn}"
output lines = text
output raw = #"no ${holes} here"#
output dollar = "costs \${5}"
