([
  (line_comment)
  (block_comment)
  (doc_comment)
] @injection.content
  (#set! injection.language "comment"))

; a handler that stands in the source, in the language of its runtime
((block
  (property
    key: (identifier) @_code
    value: (call_expression
      function: (identifier) @_inline
      arguments: (arguments
        (multiline_string
          (string_content) @injection.content))))
  (property
    key: (identifier) @_runtime
    value: (member_expression
      object: (identifier) @_language)))
  (#eq? @_code "code")
  (#eq? @_inline "inline")
  (#eq? @_runtime "runtime")
  (#match? @_language "^python")
  (#set! injection.language "python"))

((block
  (property
    key: (identifier) @_code
    value: (call_expression
      function: (identifier) @_inline
      arguments: (arguments
        (multiline_string
          (string_content) @injection.content))))
  (property
    key: (identifier) @_runtime
    value: (member_expression
      object: (identifier) @_language)))
  (#eq? @_code "code")
  (#eq? @_inline "inline")
  (#eq? @_runtime "runtime")
  (#match? @_language "^nodejs")
  (#set! injection.language "javascript"))
