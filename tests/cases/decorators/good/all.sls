// Every decorator of a declaration.
queue Other {}
@id("Pinned")
@retain
@depends_on(Other)
@was("Old")
@metadata({ Owner: "shop" })
@allow(queue-without-dead-letter, "nothing is lost")
queue Jobs {}
@delete
@replaceable("a cache")
table Cache { key: { id: string } }
@export("${aws.stack_name}-jobs")
output url = Jobs.url
