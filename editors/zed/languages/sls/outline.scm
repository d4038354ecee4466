(declaration
  "existing"? @context
  kind: (identifier) @context
  name: (identifier) @name) @item

(declaration
  kind: (identifier) @context
  title: (string) @name) @item

(declaration
  kind: (identifier) @name
  !name
  !title) @item

(binding
  keyword: _ @context
  name: (identifier) @name) @item

(parameter
  "param" @context
  name: (identifier) @name) @item

(function_definition
  "fn" @context
  name: (identifier) @name) @item

(type_definition
  "type" @context
  name: (identifier) @name) @item

(module
  "module" @context
  name: (identifier) @name) @item

(trigger
  "on" @context
  source: (identifier) @name) @item

(doc_comment) @annotation
