[
  (block)
  (list)
  (comprehension)
  (arguments)
  (parameters)
  (record_type)
  (parenthesized_expression)
] @indent.begin

[
  "}"
  "]"
  ")"
] @indent.branch

[
  "}"
  "]"
  ")"
] @indent.end

[
  (line_comment)
  (doc_comment)
  (block_comment)
  (multiline_string)
  (raw_string)
] @indent.ignore
