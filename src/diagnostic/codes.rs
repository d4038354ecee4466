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

    /// The explanation without the space that doc comments put before each line.
    pub fn text(&self) -> String {
        let lines = self.explanation.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n").trim().to_string()
    }

    /// The first paragraph of the explanation, on one line.
    pub fn summary(&self) -> String {
        let text = self.text();
        text.split("\n\n").next().unwrap_or_default().replace('\n', " ")
    }
}

// One section a stage. An explanation's first paragraph is one sentence.
codes! {
    // -- reading

    /// A file that the stack needs could not be read.
    ///
    /// It is missing, is not a file, or this user may not read it. Nothing is compiled from a stack of which a part is unknown, because what
    /// that part declares could be anything.
    ///
    /// ```sls
    /// module Mail from "./mial.sls" {}   // wrong: there is no such file
    /// module Mail from "./mail.sls" {}   // right
    /// ```
    UNREADABLE = "unreadable";

    /// A source file holds bytes that are not UTF-8 text.
    ///
    /// Source is UTF-8, so that every name and every message means the same on every machine. The message gives the place of the first bad byte.
    /// Mostly the file was saved in another encoding, or it is no `.sls` file at all.
    ///
    /// ```sh
    /// slsc check main.sls                                       # wrong: main.sls was saved as Latin-1
    /// iconv -f latin1 -t utf-8 main.sls > new.sls               # right: turn it into UTF-8 once
    /// ```
    NOT_UTF8 = "not-utf8";

    /// A source file is larger than 16 MiB.
    ///
    /// No stack needs that much source: AWS takes 500 resources a stack. A file of this size is nearly always another kind of file, or one
    /// that a script made without bounds, and it is refused before it fills the memory.
    ///
    /// ```sh
    /// slsc build dump.sls     # wrong: a database dump
    /// slsc build main.sls     # right; a long list of values is better read with `file("values.json")`
    /// ```
    FILE_TOO_LARGE = "file-too-large";

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
    /// memory  512 MB      // wrong: no `:`
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


    // -- names

    /// A name is used that nothing declares.
    ///
    /// Names are those of declarations, parameters, lets and functions of the stack, and of what `use` brings in. A text stands in quotes.
    ///
    /// ```sls
    /// handler: app    // wrong
    /// handler: "app.place"    // right
    /// ```
    UNKNOWN_NAME = "unknown-name";

    /// Two things have one name.
    ///
    /// A name stands for one thing in all files of a stack.
    ///
    /// ```sls
    /// table Orders {}
    /// queue Orders {}    // wrong
    /// table Orders {}
    /// queue OrderEvents {}    // right
    /// ```
    DUPLICATE_NAME = "duplicate-name";

    /// Two resources would have the same logical id.
    ///
    /// CloudFormation tells resources apart by it. A construct's own resources have its name and a fixed suffix, such as `PlaceOrderRole`.
    ///
    /// ```sls
    /// function Place {}
    /// role PlaceRole {}    // wrong
    /// function Place {}
    /// role PlacingRole {}    // right
    /// ```
    DUPLICATE_ID = "duplicate-id";

    /// A file does not export the name that `use` wants.
    ///
    /// Only `export let`, `export fn` and `export type` can be used from other files.
    ///
    /// ```sls
    /// let sizes = [1, 2]    // wrong
    /// export let sizes = [1, 2]    // right
    /// ```
    NOT_EXPORTED = "not-exported";

    /// A declaration is used where it does not exist.
    ///
    /// It stands in a branch of an `if` that is not taken, or is wanted while slsc still finds out which declarations there are.
    ///
    /// ```sls
    /// if false { table A {} }
    /// env: { A: A }    // wrong
    /// if false { table A {} }
    /// (no use of A)    // right
    /// ```
    NOT_DECLARED_HERE = "not-declared-here";

    /// A value is computed from itself.
    ///
    /// Lets, parameters of modules and types may use each other in any order, but not in a circle.
    ///
    /// ```sls
    /// let a = b
    /// let b = a    // wrong
    /// let a = 1
    /// let b = a    // right
    /// ```
    VALUE_CYCLE = "value-cycle";

    /// A module includes itself, directly or through others.
    ///
    /// It would never end.
    ///
    /// ```sls
    /// module Self from "./main.sls" {}    // wrong
    /// module Part from "./part.sls" {}    // right
    /// ```
    MODULE_CYCLE = "module-cycle";

    /// There is no such kind of declaration.
    ///
    /// The kinds are those of the reference; every other resource type of CloudFormation is written `resource Name: AWS::… { }`.
    ///
    /// ```sls
    /// fucntion Hello {}    // wrong
    /// function Hello {}    // right
    /// ```
    UNKNOWN_KIND = "unknown-kind";

    /// A declaration has no name.
    ///
    /// The name is what others refer to, and the logical id in the template.
    ///
    /// ```sls
    /// table { }    // wrong
    /// table Orders { }    // right
    /// ```
    MISSING_NAME = "missing-name";

    /// A template, or a part of one, stands among the statements.
    ///
    /// Nothing of it is read. An editor's fix writes it as slsc, in the names of the stack round it; in a pipe `slsc import -` does.
    ///
    /// ```sls
    /// Jobs:                       // wrong
    ///   Type: AWS::SQS::Queue     // wrong
    /// queue Jobs {}               // right
    /// ```
    CLOUDFORMATION = "cloudformation";

    /// Something stands where it has no meaning.
    ///
    /// Triggers (`on`) and permissions (`can`) stand in functions, services and tasks; properties in declarations; parameters at the top of a file.
    ///
    /// ```sls
    /// can read Orders    // wrong
    /// function F { can read Orders }    // right
    /// ```
    MISPLACED = "misplaced";

    /// A value stands twice in the list of a `for`.
    ///
    /// Each value is the identity of what the `for` makes for it.
    ///
    /// ```sls
    /// for x in ["a", "a"] {
    /// }    // wrong
    /// for x in ["a", "b"] {
    /// }    // right
    /// ```
    DUPLICATE_KEY = "duplicate-key";

    /// There is no such decorator.
    ///
    /// See the reference for the list.
    ///
    /// ```sls
    /// @keep table T {}    // wrong
    /// @retain table T {}    // right
    /// ```
    UNKNOWN_DECORATOR = "unknown-decorator";

    /// A value has no such field or attribute.
    ///
    /// Each kind of declaration gives a fixed set of attributes, such as `arn` and `name`.
    ///
    /// ```sls
    /// Orders.url    // wrong
    /// Orders.arn    // right
    /// ```
    UNKNOWN_ATTRIBUTE = "unknown-attribute";

    /// There is no such function.
    ///
    /// Built-in functions are listed in the reference; your own are declared by `fn`.
    ///
    /// ```sls
    /// joined(",", xs)    // wrong
    /// join(",", xs)    // right
    /// ```
    UNKNOWN_FUNCTION = "unknown-function";

    /// `stage` is used in a stack that has no stages.
    ///
    /// `stage.name` and `stage.<key>` come from the `stages` block.
    ///
    /// ```sls
    /// memory: stage.memory    // wrong
    /// stages { dev: { memory: 256 MB } }    // right
    /// ```
    NO_STAGES = "no-stages";

    /// The stage that the build asks for does not exist.
    ///
    /// `--stage` takes one of the names in the `stages` block.
    ///
    /// ```sls
    /// stages { dev: { }, prod: { } }    // wrong with `--stage production`
    /// stages { dev: { }, prod: { } }    // right with `--stage prod`
    /// ```
    UNKNOWN_STAGE = "unknown-stage";

    /// The stages do not have the same keys.
    ///
    /// Every stage has every key, so that what works in one works in all.
    ///
    /// ```sls
    /// dev: { a: 1 }, prod: { }    // wrong
    /// dev: { a: 1 }, prod: { a: 2 }    // right
    /// ```
    UNEVEN_STAGES = "uneven-stages";


    // -- types and phases

    /// A value is of another type than is wanted.
    ///
    /// Each property, argument and operator takes values of certain types only.
    ///
    /// ```sls
    /// timeout: "10"    // wrong
    /// timeout: 10 s    // right
    /// ```
    WRONG_TYPE = "wrong-type";

    /// A value is outside of what AWS takes.
    ///
    /// The bounds are AWS's own; the reference names them with their source.
    ///
    /// ```sls
    /// memory: 64 MB    // wrong
    /// memory: 128 MB    // right
    /// ```
    OUT_OF_RANGE = "out-of-range";

    /// A bare number stands where a duration, a size or a percentage is wanted.
    ///
    /// The unit is part of the value, so that nobody has to know in what AWS counts.
    ///
    /// ```sls
    /// timeout: 10    // wrong
    /// timeout: 10 s    // right
    /// ```
    NO_UNIT = "no-unit";

    /// A text is not of the form that AWS takes.
    ///
    /// Names have lengths and characters, ARNs and paths have forms.
    ///
    /// ```sls
    /// name: "my queue"    // wrong
    /// name: "my-queue"    // right
    /// ```
    BAD_TEXT = "bad-text";

    /// A word is not one of the closed set that a property takes.
    ///
    /// Such words are written bare.
    ///
    /// ```sls
    /// arch: arm    // wrong
    /// arch: arm64    // right
    /// ```
    UNKNOWN_WORD = "unknown-word";

    /// A value that may be any text stands where one of a closed set is wanted.
    ///
    /// slsc cannot check it. Give the parameter a type of the words that are meant.
    ///
    /// ```sls
    /// param arch: string    // wrong
    /// param arch: "arm64" | "x86_64"    // right
    /// ```
    OPEN_WORD = "open-word";

    /// A declaration of another kind is wanted.
    ///
    /// A trigger, a property or a parameter says which kinds it takes.
    ///
    /// ```sls
    /// on queue Orders   // a table    // wrong
    /// on table Orders    // right
    /// ```
    WRONG_KIND = "wrong-kind";

    /// There is no such type.
    ///
    /// Types are `string`, `number`, `bool`, `duration`, `size`, `list<T>`, `map<T>`, `ssm<T>`, kinds of declarations, CloudFormation's own, and those that `type` declares.
    ///
    /// ```sls
    /// param n: int    // wrong
    /// param n: number    // right
    /// ```
    UNKNOWN_TYPE = "unknown-type";

    /// A value is needed earlier than it is known.
    ///
    /// What is decided at deployment (parameters, attributes of resources) cannot decide what is made at build. The message shows through which names the value comes.
    ///
    /// ```sls
    /// for x in split(",", a_parameter) {
    /// }    // wrong
    /// for x in ["a", "b"] {
    /// }    // right
    /// ```
    NOT_KNOWN_YET = "not-known-yet";

    /// A condition depends on a resource.
    ///
    /// CloudFormation decides conditions before it makes anything.
    ///
    /// ```sls
    /// if Orders.arn == x {
    /// }    // wrong
    /// if stage.name == "prod" {
    /// }    // right
    /// ```
    CONDITION_ON_RESOURCE = "condition-on-resource";

    /// A declaration is used where it may not exist.
    ///
    /// It stands under a condition that is decided at deployment. Without this check the deployment would fail half-way.
    ///
    /// ```sls
    /// env: { A: Audit.arn }    // wrong
    /// env: { A: Audit?.arn ?? "none" }    // right
    /// ```
    MAY_NOT_EXIST = "may-not-exist";

    /// A secret would be readable by anyone who can see the stack.
    ///
    /// Environment variables, outputs, tags and logs are not secret.
    ///
    /// ```sls
    /// env: { KEY: api_key }    // wrong
    /// secret Key { value: api_key }    // right
    /// ```
    SECRET_LEAKS = "secret-leaks";

    /// A call, a trigger or a decorator does not have the arguments that it takes.
    ///
    /// The message shows its form.
    ///
    /// ```sls
    /// join(",")    // wrong
    /// join(",", xs)    // right
    /// ```
    WRONG_ARGUMENTS = "wrong-arguments";

    /// A function calls itself.
    ///
    /// Functions are expanded at build and cannot be recursive.
    ///
    /// ```sls
    /// fn f(n) = f(n - 1)    // wrong
    /// [f(n) for n in ns]    // right
    /// ```
    RECURSIVE_FUNCTION = "recursive-function";

    /// Something expands to more than any template could hold.
    ///
    /// The bound keeps a mistake from filling memory.
    ///
    /// ```sls
    /// for i in range(0, 10000000) {
    /// }    // wrong
    /// for i in range(0, 10) {
    /// }    // right
    /// ```
    TOO_LARGE = "too-large";

    /// A parameter's value or type is none that it can have.
    ///
    /// A value given by `--set` or `--params` must be of the parameter's type; a parameter of the stack can only have a type that CloudFormation has.
    ///
    /// ```sls
    /// --set size=large    // wrong
    /// --set size=3    // right
    /// ```
    BAD_PARAMETER = "bad-parameter";

    /// An `assert` of the source does not hold.
    ///
    /// The message is the assertion's own.
    ///
    /// ```sls
    /// assert 1 > 2, "one is not more than two"    // wrong
    /// assert 2 > 1, "two is more than one"    // right
    /// ```
    ASSERTION_FAILS = "assertion-fails";

    /// A lint rule of this name does not exist.
    ///
    /// `slsc rules` lists those that do. A misspelt name would silence nothing, or leave a rule as it is.
    ///
    /// ```sls
    /// @allow(public-function-uri, "a webhook")    // wrong
    /// @allow(public-function-url, "a webhook")    // right
    /// ```
    UNKNOWN_RULE = "unknown-rule";


    // -- constructs

    /// A declaration has no such property.
    ///
    /// The nearest one is offered; `override` reaches what has no word of its own.
    ///
    /// ```sls
    /// function F { memmory: 1 GB }    // wrong
    /// function F { memory: 1 GB }    // right
    /// ```
    UNKNOWN_PROPERTY = "unknown-property";

    /// A property that must be given is missing.
    ///
    /// Nothing sensible could be put in its place.
    ///
    /// ```sls
    /// function F { code: "src" }    // wrong
    /// function F { code: "src", runtime: python3.13, handler: "app.run" }    // right
    /// ```
    MISSING_PROPERTY = "missing-property";

    /// A property stands twice.
    ///
    /// Which one holds would be a guess.
    ///
    /// ```sls
    /// memory: 1 GB
    /// memory: 2 GB    // wrong
    /// memory: 2 GB    // right
    /// ```
    DUPLICATE_PROPERTY = "duplicate-property";

    /// A declaration has no such block.
    ///
    /// Named blocks are parts of certain kinds, such as a table's `index`.
    ///
    /// ```sls
    /// table T { idx ByStatus {} }    // wrong
    /// table T { index ByStatus {} }    // right
    /// ```
    UNKNOWN_BLOCK = "unknown-block";

    /// `override` names a part that the declaration does not become.
    ///
    /// `slsc expand` shows the parts of every declaration.
    ///
    /// ```sls
    /// override Rol {
    /// }    // wrong
    /// override Role {
    /// }    // right
    /// ```
    UNKNOWN_PART = "unknown-part";

    /// A declaration cannot have such a trigger.
    ///
    /// The reference lists what starts a function, a service and a task.
    ///
    /// ```sls
    /// on queu Jobs    // wrong
    /// on queue Jobs    // right
    /// ```
    UNKNOWN_TRIGGER = "unknown-trigger";

    /// A kind of declaration has no such verb.
    ///
    /// Each kind says what one can do with it.
    ///
    /// ```sls
    /// can reed Orders    // wrong
    /// can read Orders    // right
    /// ```
    UNKNOWN_VERB = "unknown-verb";

    /// AWS has no such action.
    ///
    /// A policy with it would be accepted and grant nothing.
    ///
    /// ```sls
    /// can "dynamodb:PutItm" on …    // wrong
    /// can "dynamodb:PutItem" on …    // right
    /// ```
    UNKNOWN_ACTION = "unknown-action";

    /// Something stands for an ARN that is none.
    ///
    /// IAM takes ARNs, and `*`; a property that names a declaration takes the ARN of one that stands elsewhere.
    ///
    /// ```sls
    /// can "s3:GetObject" on "bucket"    // wrong
    /// can "s3:GetObject" on "arn:aws:s3:::bucket/*"    // right
    /// ```
    NOT_AN_ARN = "not-an-arn";

    /// A schedule is not one that AWS takes.
    ///
    /// AWS's cron has six fields, and one of day and weekday is `?`.
    ///
    /// ```sls
    /// on schedule cron("0 2 * * *")      // wrong: five fields
    /// on schedule cron("0 2 * * ? *")    // right
    /// ```
    BAD_SCHEDULE = "bad-schedule";

    /// Two triggers answer the same requests.
    ///
    /// An API has one route for a method and a path; parameters of a path differ in name only.
    ///
    /// ```sls
    /// on http GET "/orders/{id}"    // wrong beside
    /// on http GET "/orders/{key}"
    /// on http GET "/orders/{id}"    // right beside
    /// on http GET "/customers/{id}"
    /// ```
    DUPLICATE_ROUTE = "duplicate-route";

    /// Something is granted to a role that this stack does not make.
    ///
    /// Only the stack that owns the role can change what it may do.
    ///
    /// ```sls
    /// role: "arn:…", can read Orders    // wrong
    /// can read Orders    // right
    /// ```
    FOREIGN_ROLE = "foreign-role";

    /// Properties exclude each other, or one needs another.
    ///
    /// The message says which.
    ///
    /// ```sls
    /// fifo: true, name: "jobs"    // wrong
    /// fifo: true, name: "jobs.fifo"    // right
    /// ```
    CONFLICT = "conflicting-properties";

    /// A property is given by AWS, and is not to be set.
    ///
    /// Ids, ARNs and dates of creation come into being with the resource. CloudFormation ignores or refuses them in a template. It is a warning, because
    /// some types are known to take what they call read-only.
    ///
    /// ```sls
    /// resource T: AWS::SNS::Topic { TopicArn: "arn:…" }    // wrong
    /// resource T: AWS::SNS::Topic { TopicName: "news" }    // right; `T.TopicArn` is what AWS gives
    /// ```
    READ_ONLY = "read-only-property";

    /// A reference gives another kind of thing than the property takes.
    ///
    /// Each type of resource has one thing that `ref` gives (a name, an id, an ARN), and attributes for others.
    ///
    /// ```sls
    /// SecurityGroupIds: [Network.ref]       // wrong: a VPC
    /// SecurityGroupIds: [Group.GroupId]     // right
    /// ```
    WRONG_REFERENCE = "wrong-reference";

    /// An item stands twice in a list that takes each once.
    ///
    /// ```sls
    /// Tags: [{ Key: "team", Value: "a" }, { Key: "team", Value: "b" }]    // wrong
    /// Tags: [{ Key: "team", Value: "a" }]                                 // right
    /// ```
    DUPLICATE_ITEM = "duplicate-item";

    /// There is no such type of resource.
    ///
    /// Types of AWS are looked up in a list that comes with slsc; those of third parties (`Org::Service::Type`), custom resources (`Custom::Name`) and
    /// modules (`…::MODULE`) are taken as they are.
    ///
    /// ```sls
    /// resource Q: AWS::SQS::Queu {}    // wrong
    /// resource Q: AWS::SQS::Queue {}    // right
    /// ```
    UNKNOWN_RESOURCE_TYPE = "unknown-resource-type";

    /// A type of resource is not to be had in the region that the stack is built for.
    ///
    /// AWS brings services to its regions one after the other. `--region` says for which one a stack is built; without it this is not checked.
    ///
    /// ```sh
    /// slsc build --region eu-west-3    # wrong, for a type that this region does not have
    /// slsc build --region eu-west-1    # right
    /// ```
    NOT_IN_REGION = "not-in-region";

    /// Tasks cannot reach what they need to start.
    ///
    /// In private subnets without NAT a task reaches only what the network has endpoints for. Without its registry, its
    /// logs and its secrets it never starts, and a deployment would wait for it in vain. There are three ways out: a NAT
    /// gateway, a public address, or an endpoint for each service of AWS.
    ///
    /// ```sls
    /// network Main {}    // wrong
    /// service Web { image: "public.ecr.aws/nginx/nginx:1.27", network: Main }
    /// network Main { nat: one }    // right
    /// service Web { image: "public.ecr.aws/nginx/nginx:1.27", network: Main }
    /// ```
    UNREACHABLE = "unreachable";


    /// A pattern of events is not one that AWS takes.
    ///
    /// Each leaf is a list of values or of operators such as `{ prefix: "in/" }`.
    ///
    /// ```sls
    /// on event { source: "shop" }      // wrong
    /// on event { source: ["shop"] }    // right
    /// ```
    BAD_PATTERN = "bad-pattern";

    // -- code and handlers

    /// The code of a function cannot be found, or does not hold its handler.
    ///
    /// Lambda would accept the function and fail on its first call.
    ///
    /// ```sls
    /// handler: "app.plaec"    // wrong, where app.py has `place`
    /// handler: "app.place"    // right
    /// ```
    BAD_HANDLER = "bad-handler";

    /// The code of a function is not there.
    ///
    /// `code` is a folder or an archive beside the file that names it.
    ///
    /// ```sls
    /// code: "src/ordres"      // wrong
    /// code: "src/orders"      // right
    /// ```
    NO_CODE = "no-code";

    /// The code of a function cannot be packed.
    ///
    /// A zip of it would be empty, larger than AWS takes, or lack files that cannot be read. What is packed is the folder without what `exclude`
    /// names and without what nobody deploys (`.git/`, `__pycache__/`, `*.pyc`, `.venv/`, `.env` …).
    ///
    /// ```sls
    /// code: "src/orders", exclude: ["*.py"]       // wrong, where there is nothing but Python
    /// code: "src/orders", exclude: ["tests/"]     // right
    /// ```
    UNPACKABLE_CODE = "unpackable-code";

    /// A pattern of `exclude` matches no file.
    ///
    /// Mostly it is misspelt, and what it should keep out is deployed. Patterns are those of `.gitignore`, from the code's folder.
    ///
    /// ```sls
    /// code: "src/orders", exclude: ["src/orders/tests/"]   // wrong: not from the stack's folder
    /// code: "src/orders", exclude: ["tests/"]              // right
    /// ```
    UNUSED_PATTERN = "unused-pattern";

    /// A runtime is at its end.
    ///
    /// AWS sets for each runtime a day after which it gets no patches, one after which no function can be created with
    /// it, and one after which none can be updated.
    ///
    /// ```sls
    /// runtime: python3.8      // wrong
    /// runtime: python3.13     // right
    /// ```
    OLD_RUNTIME = "old-runtime";

    // -- order

    /// Resources need each other in a circle, so that none can be made first.
    ///
    /// Each edge is shown with the place in the source that makes it. Where CloudFormation has a way round (bucket notifications, security groups), slsc has taken it already.
    ///
    /// ```sls
    /// a.env: B, b.env: A    // wrong
    /// a.env: B    // right
    /// ```
    CYCLE = "cycle";


    // -- budgets

    /// Something is larger than AWS takes.
    ///
    /// Stacks, templates, policies and environments have limits, which a deployment would meet after minutes. The
    /// largest contributors are named.
    ///
    /// ```sls
    /// for i in range(0, 600) { queue Q[i] {} }    // wrong: at most 500 resources
    /// for i in range(0, 60) { queue Q[i] {} }     // right
    /// ```
    OVER_BUDGET = "over-budget";

    // -- importing

    /// A file is no CloudFormation template.
    ///
    /// It is neither YAML nor JSON, lacks `Resources`, or holds something where CloudFormation wants something else. Nothing is imported
    /// from it: half a stack is none.
    ///
    /// ```sh
    /// slsc import values.yaml      # wrong: a file of parameters
    /// slsc import template.yaml    # right
    /// ```
    BAD_TEMPLATE = "bad-template";

    /// CloudFormation reads a template otherwise than it looks.
    ///
    /// Of a key that stands twice the last one counts, and `0400` without quotes is the number 256: so says YAML 1.1, which CloudFormation
    /// keeps to. It is imported as CloudFormation reads it.
    ///
    /// ```yaml
    /// Account: 000400      # wrong: the number 256
    /// Account: "000400"    # right
    /// ```
    ODD_TEMPLATE = "odd-template";
}
