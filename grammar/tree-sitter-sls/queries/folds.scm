[
  (block)
  (list)
  (comprehension)
  (arguments)
  (parameters)
  (record_type)
  (parenthesized_expression)
  (block_comment)
  (multiline_string)
  (raw_string)
] @fold

(doc_comment)+ @fold
