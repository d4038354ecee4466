// `@id` without a text.
@id(3)
queue Jobs {}
