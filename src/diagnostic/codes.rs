//! Every code of a diagnostic with its explanation: `slsc explain` and the docs print it from here.

/// A diagnostic's code: a name that says what is wrong, and a text that explains it.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Kebab-case, as in `unknown-property`.
    pub name: &'static str,
    /// Markdown: what it means, why it matters, an example, what to write instead.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $ident:ident = $name:literal;)*) => {
        $($(#[doc = $doc])+ pub static $ident: Code = Code { name: $name, explanation: concat!($($doc, "\n"),+) };)*
        /// Every code, in the order in which the docs list them.
        pub static ALL: &[&Code] = &[$(&$ident),*];
    };
}

impl Code {
    pub fn find(name: &str) -> Option<&'static Code> {
        ALL.iter().copied().find(|c| c.name == name)
    }
}

// One section a stage. An explanation's first paragraph is one sentence.
codes! {
    // -- syntax

    /// Text stands where the language has no place for it.
    ///
    /// The message says what was found and what was expected in its place. What stands around it is read all the same.
    ///
    /// ```sls
    /// memory: 512 MB;     // wrong: a statement ends with its line
    /// memory: 512 MB      // right
    /// ```
    UNEXPECTED_TEXT = "unexpected-text";

    /// A statement or an expression is not complete.
    ///
    /// The message names the part that is missing and what stands in its place.
    ///
    /// ```sls
    /// memory:             // wrong: no value
    /// memory: 512 MB      // right
    /// ```
    MISSING_PART = "missing-part";

    /// Two statements or two elements stand side by side without a comma or the end of a line between them.
    ///
    /// Commas and line ends both separate, everywhere.
    ///
    /// ```sls
    /// { batch: 10 window: 5 s }      // wrong
    /// { batch: 10, window: 5 s }     // right
    /// ```
    MISSING_SEPARATOR = "missing-separator";

    /// `=` stands where `:` belongs, or the reverse.
    ///
    /// `:` describes a property, `=` gives a value a name.
    ///
    /// ```sls
    /// memory = 512 MB     // wrong
    /// memory: 512 MB      // right
    /// let size = 512 MB   // right
    /// ```
    WRONG_SIGN = "wrong-sign";

    /// A bracket or an interpolation is not closed.
    ///
    /// Where the end belongs is guessed from the indentation, and the rest of the file is read as if it stood there.
    ///
    /// ```sls
    /// layers: [a, b       // wrong
    /// layers: [a, b]      // right
    /// ```
    UNCLOSED_BRACKET = "unclosed-bracket";

    /// A closing bracket has no opening one, or closes one of another kind.
    ///
    /// The bracket that is open is named beside it.
    ///
    /// ```sls
    /// layers: [a, b)      // wrong
    /// layers: [a, b]      // right
    /// ```
    UNEXPECTED_BRACKET = "unexpected-bracket";

    /// A string is not closed.
    ///
    /// A string in `"` ends on its line; one of several lines stands in `"""`, a raw one in `#"` and `"#`.
    ///
    /// ```sls
    /// handler: "app.main      // wrong
    /// handler: "app.main"     // right
    /// ```
    UNCLOSED_STRING = "unclosed-string";

    /// A block comment is not closed.
    ///
    /// Block comments nest: each `/*` needs its own `*/`.
    ///
    /// ```sls
    /// /* a /* b */        // wrong
    /// /* a /* b */ */     // right
    /// ```
    UNCLOSED_COMMENT = "unclosed-comment";

    /// A string stands in quotes of another kind.
    ///
    /// Strings stand in `"`; single quotes, backticks and typographic quotes mean nothing.
    ///
    /// ```sls
    /// handler: 'app.main'     // wrong
    /// handler: "app.main"     // right
    /// ```
    WRONG_QUOTES = "wrong-quotes";

    /// A comment begins as it does in another language.
    ///
    /// Comments are `// …` to the end of the line and `/* … */`, and `/// …` documents what follows.
    ///
    /// ```sls
    /// # a note            // wrong
    /// // a note           // right
    /// ```
    WRONG_COMMENT = "wrong-comment";

    /// An operator is written as it is in another language.
    ///
    /// The operators are `== != < <= > >= && || ! + - * / %`, `??` and `condition ? value : other`.
    ///
    /// ```sls
    /// if a and not b { }  // wrong
    /// if a && !b { }      // right
    /// ```
    UNKNOWN_OPERATOR = "unknown-operator";

    /// A number has a unit that the language does not know.
    ///
    /// Durations are in `ms s min h days`, sizes in `B KB MB GB TB` (binary), processors in `vCPU`, shares in `%`.
    ///
    /// ```sls
    /// timeout: 10 sec     // wrong
    /// timeout: 10 s       // right
    /// ```
    UNKNOWN_UNIT = "unknown-unit";

    /// A number is too large to be one.
    ///
    /// An account's number or another identifier of digits is a string.
    ///
    /// ```sls
    /// id: 99999999999999999999        // wrong
    /// id: "99999999999999999999"      // right
    /// ```
    INVALID_NUMBER = "invalid-number";

    /// A key without quotes has characters that a name cannot have.
    ///
    /// A name has letters, digits and `_`, and begins with no digit; in quotes a key can be any text.
    ///
    /// ```sls
    /// tags: { cost-centre: "a" }      // wrong
    /// tags: { "cost-centre": "a" }    // right
    /// ```
    INVALID_KEY = "invalid-key";

    /// A backslash in a string stands before a character that it does not go with.
    ///
    /// A raw string has no escapes, which is good for regular expressions.
    ///
    /// ```sls
    /// pattern: "\d+"       // wrong
    /// pattern: "\\d+"      // right
    /// pattern: #"\d+"#     // right
    /// ```
    UNKNOWN_ESCAPE = "unknown-escape";

    /// One of CloudFormation's pseudo parameters stands where an expression of this language belongs.
    ///
    /// They are `aws.region`, `aws.account`, `aws.partition`, `aws.stack_name`, `aws.stack_id`, `aws.url_suffix` and
    /// `aws.notification_arns`; `AWS::NoValue` is `null`.
    ///
    /// ```sls
    /// name: "logs-${AWS::Region}"     // wrong
    /// name: "logs-${aws.region}"      // right
    /// ```
    CLOUDFORMATION_INTERPOLATION = "cloudformation-interpolation";

    /// One of CloudFormation's YAML tags stands where an expression of this language belongs.
    ///
    /// The compiler makes the intrinsic functions itself: a name is a reference, a string interpolates, `?:` chooses.
    ///
    /// ```sls
    /// queue: !GetAtt Jobs.Arn     // wrong
    /// queue: Jobs.arn             // right
    /// ```
    CLOUDFORMATION_TAG = "cloudformation-tag";

    /// The file has a character that has no meaning there.
    ///
    /// A file is text in UTF-8. Outside of strings and comments only spaces, tabs and line ends are white space: a non-breaking
    /// space, often pasted from a web page, is none. A NUL stands nowhere.
    ///
    /// ```sls
    /// memory:·512 MB      // wrong, where `·` is a non-breaking space
    /// memory: 512 MB      // right
    /// ```
    INVALID_CHARACTER = "invalid-character";

    /// Brackets, interpolations or choices stand too deep in one another.
    ///
    /// 128 levels are more than a reader can follow; the bound keeps the compiler's memory bounded.
    ///
    /// ```sls
    /// x: a ? b : c ? d : e ? f : …    // wrong, if it goes on like this
    /// x: table_of_cases[key]          // right
    /// ```
    TOO_DEEP = "too-deep";

    /// An expression has too many operators.
    ///
    /// A long sum of strings is better a list that is joined.
    ///
    /// ```sls
    /// x: "a" + "b" + "c" + …          // wrong, if it goes on like this
    /// x: join(["a", "b", "c"], "")    // right
    /// ```
    TOO_MANY_OPERATORS = "too-many-operators";

    /// A file is larger than 16 MB.
    ///
    /// CloudFormation takes templates of 1 MB, so that no source needs to be this large. A stack may be a folder of files.
    ///
    /// ```sls
    /// everything.sls                  // wrong, at this size
    /// orders.sls, payments.sls, …     // right
    /// ```
    FILE_TOO_LARGE = "file-too-large";

    // -- names

    // -- types and phases

    // -- constructs

    // -- code and handlers

    // -- order

    // -- budgets
}
