; Later patterns win. The word lists are checked against the compiler's tables by tests/editors of the repository.

(identifier) @variable

; -- names of functions, types and constants

(call_expression
  function: (identifier) @function.call)

((call_expression
  function: (identifier) @function.builtin)
  ; words: functions
  (#any-of? @function.builtin "azs" "base64" "cidr" "contains" "ends_with" "file" "find" "flatten" "import" "join" "json" "keys" "length" "lower" "max" "merge" "min" "range" "replace" "secret" "select" "sort" "split" "ssm" "starts_with" "sub" "transform" "trim" "unique" "upper" "values" "verbatim" "yaml")
)

(call_expression
  function: (member_expression
    field: (field_identifier) @function.call))

(member_expression
  field: (field_identifier) @variable.member)

((member_expression
  object: (identifier) @variable.builtin)
  (#any-of? @variable.builtin "aws" "stage"))

(type_identifier) @type

((type_identifier) @type.builtin
  ; words: types
  (#any-of? @type.builtin "any" "bool" "duration" "list" "map" "number" "secret" "size" "ssm" "string")
)

(resource_type) @type

(boolean) @boolean
(null) @constant.builtin
(number) @number
(unit) @type.builtin

; -- statements

(property
  key: (identifier) @property)

(record_field
  name: (identifier) @property)

(declaration
  kind: (identifier) @keyword.type)

(declaration
  name: (identifier) @type.definition)

((declaration
  kind: (identifier) @_kind
  name: (identifier) @keyword.type)
  (#eq? @_kind "defaults"))

(trigger
  source: (identifier) @keyword.type)

(permission
  verb: (verb) @function.call)

(binding
  name: (identifier) @variable)

(parameter
  name: (identifier) @variable.parameter)

(function_definition
  name: (identifier) @function)

(function_parameter
  name: (identifier) @variable.parameter)

(type_definition
  name: (identifier) @type.definition)

(module
  name: (identifier) @module)

(for_statement
  variable: (identifier) @variable.parameter)

(comprehension
  variable: (identifier) @variable.parameter)

(decorator
  "@" @attribute
  name: (identifier) @attribute)

; -- words

[
  "let"
  "output"
  "condition"
  "with"
  "param"
  "fn"
  "type"
  "on"
  "can"
  "transform"
  "assert"
] @keyword

[
  "export"
  "existing"
  "secret"
] @keyword.modifier

[
  "use"
  "module"
  "from"
] @keyword.import

[
  "if"
  "else"
] @keyword.conditional

[
  "for"
  "in"
] @keyword.repeat

; -- strings and comments

[
  (string)
  (multiline_string)
  (raw_string)
] @string

(escape_sequence) @string.escape

(interpolation
  [
    "${"
    "}"
  ] @punctuation.special)

(property
  key: (string) @property)

[
  (line_comment)
  (block_comment)
] @comment

(doc_comment) @comment.documentation

; -- signs

[
  "="
  "??"
  "||"
  "&&"
  "=="
  "!="
  "<"
  "<="
  ">"
  ">="
  ".."
  "+"
  "-"
  "*"
  "/"
  "%"
  "!"
  "|"
] @operator

(conditional_expression
  [
    "?"
    ":"
  ] @operator)

(optional_type
  "?" @operator)

[
  ","
  "."
  "?."
  ":"
  ";"
] @punctuation.delimiter

[
  "{"
  "}"
  "["
  "]"
  "("
  ")"
] @punctuation.bracket
