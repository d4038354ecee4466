((doc_comment)* @doc
  .
  (declaration
    name: (identifier) @name) @definition.class
  (#strip! @doc "^///\\s?"))

(function_definition
  name: (identifier) @name) @definition.function

(type_definition
  name: (identifier) @name) @definition.type

(module
  name: (identifier) @name) @definition.module

(binding
  name: (identifier) @name) @definition.constant

(parameter
  name: (identifier) @name) @definition.constant

(call_expression
  function: (identifier) @name) @reference.call

(permission
  target: (identifier) @name) @reference.class

(trigger
  argument: (identifier) @name) @reference.class
