// A comment with `#`.
# what this is
queue Jobs {}
