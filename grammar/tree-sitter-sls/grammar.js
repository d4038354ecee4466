/**
 * The grammar of .sls for editors. The truth is ../sls.pest: this one accepts all that the compiler reads without an error,
 * and is lenient elsewhere. What an LR(1) parser cannot see is in src/scanner.c: ends of lines, strings, nested comments,
 * commas that belong to a list of targets, and a `%` that is a unit.
 */

/* eslint-disable no-undef */

const PREC = { choice: 1, coalesce: 2, or: 3, and: 4, equal: 5, compare: 6, range: 7, add: 8, multiply: 9, unary: 10, postfix: 11 };

// words that begin a statement; as the name of a property they are names like any other
const STATEMENT_WORDS = ["on", "can", "if", "for", "let", "output", "condition", "with", "export", "param", "fn", "type", "module", "use",
  "transform", "assert", "existing"];

// words: units
const UNITS = ["B", "GB", "KB", "MB", "TB", "day", "days", "h", "min", "ms", "s", "vCPU"];

// directly behind what stands before, and rather than the same sign with a space before it
const now = (text) => token.immediate(prec(1, text));

module.exports = grammar({
  name: "sls",

  word: ($) => $.identifier,

  extras: ($) => [/[ \t\r\n\uFEFF]/, $.line_comment, $.doc_comment, $.block_comment],

  externals: ($) => [
    $._line_end,
    $.block_comment,
    $._string_content,
    $._multiline_content,
    $.raw_string,
    $._target_comma,
    $._message_comma,
    $._percent,
    $._error_sentinel,
  ],

  supertypes: ($) => [$.statement, $.expression, $.type],

  rules: {
    source_file: ($) => statements($),

    block: ($) => seq("{", statements($), "}"),

    statement: ($) =>
      choice(
        $.property,
        $.declaration,
        $.trigger,
        $.permission,
        $.if_statement,
        $.for_statement,
        $.binding,
        $.parameter,
        $.function_definition,
        $.type_definition,
        $.module,
        $.use,
        $.transform,
        $.assertion,
      ),

    decorator: ($) => seq("@", field("name", $.identifier), optional(field("arguments", $.arguments))),

    // name: value
    property: ($) => seq(field("key", choice($._key, $._string)), ":", field("value", $.expression)),

    _key: ($) => choice($.identifier, ...STATEMENT_WORDS.map((word) => alias(word, $.identifier))),

    // kind Name[key]: Type { … }, and every other statement of that shape
    declaration: ($) =>
      choice(
        seq(
          optional("existing"),
          field("kind", $.identifier),
          choice(field("name", $.identifier), field("title", $._string)),
          optional(seq(now("["), field("family", $.expression), "]")),
          optional(seq(":", field("type", $._type_name))),
          optional(field("body", $.block)),
        ),
        seq(field("kind", $.identifier), field("body", $.block)),
      ),

    // -- what a compute declaration has besides

    trigger: ($) =>
      seq("on", field("source", $.identifier), repeat(field("argument", choice($._argument, $.alternatives))), repeat(field("options", $.block))),

    alternatives: ($) => seq($._argument, repeat1(seq("|", $._argument))),

    permission: ($) =>
      seq(
        "can",
        $._verb,
        repeat(seq(",", $._verb)),
        optional("on"),
        field("target", $._argument),
        repeat(seq($._target_comma, field("target", $._argument))),
        optional(seq("if", field("condition", $.expression))),
      ),

    _verb: ($) => choice(field("verb", alias($.identifier, $.verb)), field("action", $._string)),

    // -- control

    if_statement: ($) =>
      seq(
        "if",
        field("condition", $.expression),
        field("consequence", $.block),
        repeat(seq("else", "if", field("condition", $.expression), field("consequence", $.block))),
        optional(seq("else", field("alternative", $.block))),
      ),

    for_statement: ($) => seq("for", $._loop_names, "in", field("list", $.expression), field("body", $.block)),

    _loop_names: ($) => seq(field("variable", $.identifier), repeat(seq(",", field("variable", $.identifier)))),

    // -- what gives something a name

    binding: ($) =>
      seq(
        optional("export"),
        field("keyword", choice("let", "output", "condition", "with")),
        field("name", $.identifier),
        "=",
        field("value", $.expression),
      ),

    parameter: ($) =>
      seq(
        "param",
        field("name", $.identifier),
        optional(seq(":", field("type", $.type))),
        optional(seq("=", field("default", $.expression))),
        optional(field("constraints", $.block)),
      ),

    function_definition: ($) =>
      seq(
        optional("export"),
        "fn",
        field("name", $.identifier),
        field("parameters", $.parameters),
        optional(seq(":", field("result", $.type))),
        "=",
        field("value", $.expression),
      ),

    parameters: ($) => seq("(", separated($, $.function_parameter), ")"),

    function_parameter: ($) => seq(field("name", $.identifier), optional(seq(":", field("type", $.type)))),

    type_definition: ($) => seq(optional("export"), "type", field("name", $.identifier), "=", field("type", $.type)),

    module: ($) => seq("module", field("name", $.identifier), "from", field("path", $._string), optional(field("body", $.block))),

    use: ($) => seq("use", "{", separated($, field("name", $.identifier)), "}", "from", field("path", $._string)),

    transform: ($) => seq("transform", $.expression),

    assertion: ($) => seq("assert", field("condition", $.expression), optional(seq($._message_comma, field("message", $.expression)))),

    // -- types

    type: ($) => choice($._type_name, $.generic_type, $.record_type, $.union_type, $.optional_type, $.secret_type),

    _type_name: ($) => choice(alias($.identifier, $.type_identifier), alias($._secret, $.type_identifier), $.resource_type),

    // a type may be called `secret`, as a declaration's kind is
    _secret: () => prec(-1, "secret"),

    resource_type: () => /[A-Za-z_][A-Za-z0-9_]*(::[A-Za-z0-9_]*)+/,

    secret_type: ($) => prec(1, seq("secret", $.type)),

    generic_type: ($) => seq(field("name", alias($.identifier, $.type_identifier)), now("<"), field("argument", $.type), ">"),

    record_type: ($) => seq("{", separated($, $.record_field), "}"),

    record_field: ($) => seq(field("name", $.identifier), ":", field("type", $.type)),

    union_type: ($) => prec.right(seq($._literal, repeat(seq("|", $._literal)))),

    _literal: ($) => choice($._string, $.number, $.quantity, seq("-", choice($.number, $.quantity))),

    optional_type: ($) => prec(2, seq($.type, now("?"))),

    // -- expressions

    expression: ($) => choice($._postfix_expression, $.unary_expression, $.binary_expression, $.conditional_expression),

    _postfix_expression: ($) => choice($._argument, $.block),

    // behind `on` and `can`, where a block is none of the arguments
    _argument: ($) =>
      choice(
        $.identifier,
        $.boolean,
        $.null,
        $._string,
        $.number,
        $.quantity,
        $.list,
        $.comprehension,
        $.parenthesized_expression,
        $.member_expression,
        $.index_expression,
        $.call_expression,
      ),

    boolean: () => choice("true", "false"),
    null: () => "null",

    conditional_expression: ($) =>
      prec.right(
        PREC.choice,
        seq(field("condition", $.expression), "?", field("consequence", $.expression), ":", field("alternative", $.expression)),
      ),

    binary_expression: ($) =>
      choice(
        ...[
          ["??", PREC.coalesce],
          ["||", PREC.or],
          ["&&", PREC.and],
          ["==", PREC.equal],
          ["!=", PREC.equal],
          ["<", PREC.compare],
          ["<=", PREC.compare],
          [">", PREC.compare],
          [">=", PREC.compare],
          ["..", PREC.range],
          ["+", PREC.add],
          ["-", PREC.add],
          ["*", PREC.multiply],
          ["/", PREC.multiply],
          ["%", PREC.multiply],
        ].map(([operator, level]) =>
          prec.left(level, seq(field("left", $.expression), field("operator", operator), field("right", $.expression))),
        ),
      ),

    unary_expression: ($) => prec(PREC.unary, seq(field("operator", choice("!", "-")), field("operand", $.expression))),

    member_expression: ($) =>
      prec(
        PREC.postfix,
        seq(
          field("object", $._postfix_expression),
          choice(token.immediate("."), token.immediate("?.")),
          field("field", alias(now(/[A-Za-z0-9_]+/), $.field_identifier)),
        ),
      ),

    index_expression: ($) =>
      prec(PREC.postfix, seq(field("object", $._postfix_expression), now("["), field("index", $.expression), "]")),

    call_expression: ($) => prec(PREC.postfix, seq(field("function", $._postfix_expression), field("arguments", $.arguments))),

    arguments: ($) => seq(now("("), separated($, $.expression), ")"),

    parenthesized_expression: ($) => seq("(", $.expression, ")"),

    list: ($) => seq("[", separated($, choice($.expression, $.conditional_element)), "]"),

    conditional_element: ($) =>
      prec.right(
        seq(
          "if",
          field("condition", $.expression),
          field("consequence", $.expression),
          optional(seq("else", field("alternative", $.expression))),
        ),
      ),

    comprehension: ($) =>
      seq(
        "[",
        field("element", $.expression),
        optional($._separator),
        "for",
        $._loop_names,
        "in",
        field("list", $.expression),
        optional($._separator),
        optional(seq("if", field("condition", $.expression), optional($._separator))),
        "]",
      ),

    number: () => /[0-9][0-9_]*(\.[0-9][0-9_]*)?/,

    quantity: ($) => prec(1, seq($.number, choice(alias($._percent, $.unit), $.unit))),

    unit: () => choice(...UNITS),

    identifier: () => /[A-Za-z_][A-Za-z0-9_]*/,

    // -- strings

    _string: ($) => choice($.string, $.multiline_string, $.raw_string),

    string: ($) => seq('"', repeat(choice(alias($._string_content, $.string_content), $.escape_sequence, $.interpolation)), now('"')),

    multiline_string: ($) =>
      seq('"""', repeat(choice(alias($._multiline_content, $.string_content), $.escape_sequence, $.interpolation)), now('"""')),

    escape_sequence: () => now(/\\(u\{[A-Za-z0-9_]*\}|[^\n])/),

    interpolation: ($) => seq(now("${"), $.expression, "}"),

    // -- comments

    line_comment: () => token(choice(/\/\/([^\/\n][^\n]*)?/, /\/\/\/\/[^\n]*/)),
    // `////` is a comment like any other
    doc_comment: () => /\/\/\/([^\/\n][^\n]*)?/,

    _separator: ($) => choice(",", $._line_end),
  },
});

/** The statements of a file or a block: commas and line ends separate, and a last one is fine. `;` separates in a `test`. */
function statements($) {
  const statement = seq(repeat($.decorator), $.statement);
  return seq(repeat(seq(statement, choice(",", ";", $._line_end))), optional(statement));
}

/** What stands in brackets: commas and line ends separate, and a last one is fine. */
function separated($, rule) {
  return optional(seq(rule, repeat(seq($._separator, rule)), optional($._separator)));
}
