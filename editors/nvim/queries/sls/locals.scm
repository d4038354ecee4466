[
  (source_file)
  (block)
  (function_definition)
  (for_statement)
  (comprehension)
] @local.scope

(declaration
  name: (identifier) @local.definition)

(binding
  name: (identifier) @local.definition)

(parameter
  name: (identifier) @local.definition)

(function_definition
  name: (identifier) @local.definition)

(function_parameter
  name: (identifier) @local.definition)

(module
  name: (identifier) @local.definition)

(use
  name: (identifier) @local.definition)

(for_statement
  variable: (identifier) @local.definition)

(comprehension
  variable: (identifier) @local.definition)

(identifier) @local.reference
