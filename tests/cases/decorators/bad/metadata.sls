// `@metadata` without a map.
@metadata("x")
queue Jobs {}
