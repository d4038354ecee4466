// A rule that there is none of, an `@allow` without a reason, and a level for no rule.
stack Shop { lint: { "public-function-uri": off, all: warn } }
@allow(queue-without-deadletter, "nothing is lost")
queue Jobs {}
@allow(public-function-url)
queue Others {}
