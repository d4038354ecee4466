// `@export` without a name.
queue Jobs {}
@export
output x = Jobs.url
