; Made from grammar/tree-sitter-sls/queries/indents.scm by tests/editors/queries.rs.

[
  (block)
  (list)
  (comprehension)
  (arguments)
  (parameters)
  (record_type)
  (parenthesized_expression)
] @indent

[
  "}"
  "]"
  ")"
] @outdent
