// `@depends_on` of a text.
@depends_on("Other")
queue Jobs {}
