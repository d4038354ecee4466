//! The tree that the parser makes: every declaration, expression and comment with its span, and what could not be read as junk.
//!
//! Nothing is lost: each byte of the file that is not white space or punctuation lies in a node or in a comment.

use crate::quantity::Unit;
use crate::source::Span;
pub use smol_str::SmolStr;

/// A parsed file. A file with mistakes is still a whole tree: what could not be read is [`MemberKind::Junk`] or [`ExprKind::Junk`].
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    pub span: Span,
    pub members: Vec<Member>,
    /// Every comment but documentation (`///`), in source order.
    pub comments: Vec<Comment>,
    /// All places that were reported while the file was read.
    pub faults: Option<Span>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    pub span: Span,
    /// `/* */` rather than `//`.
    pub block: bool,
}

/// `{ … }`: the body of a declaration, or a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// With both braces (up to where a missing one should stand).
    pub span: Span,
    pub members: Vec<Member>,
}

/// One statement of a file or a block.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// From the first decorator, or the documentation, to the end.
    pub span: Span,
    /// Apart, since most statements have none.
    pub lead: Option<Box<Lead>>,
    pub kind: MemberKind,
}

/// What stands before a statement and says more of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lead {
    /// The `///` lines, joined by newlines, without the slashes and one space.
    pub docs: Option<Ident>,
    pub decorators: Vec<Decorator>,
}

impl Lead {
    pub fn is_empty(&self) -> bool {
        self.docs.is_none() && self.decorators.is_empty()
    }
}

impl Member {
    pub fn new(span: Span, kind: MemberKind) -> Self {
        Member { span, lead: None, kind }
    }

    pub fn docs(&self) -> Option<&Ident> {
        self.lead.as_ref()?.docs.as_ref()
    }

    pub fn decorators(&self) -> &[Decorator] {
        self.lead.as_ref().map_or(&[], |lead| &lead.decorators)
    }
}

/// `@name` or `@name(args)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Decorator {
    pub span: Span,
    pub name: Ident,
    pub args: Vec<Expr>,
}

/// A word of the source with its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ident {
    pub span: Span,
    pub text: SmolStr,
}

/// The key of a property.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// A bare word; digits, `-`, `.`, `:` and `/` need quotes.
    Name(Ident),
    /// A string, which may have interpolations.
    Str(Span, Vec<StrPart>),
}

/// What few statements need is boxed: each takes as much room as the largest, and most are properties.
#[derive(Debug, Clone, PartialEq)]
pub enum MemberKind {
    /// `key: value`.
    Property { key: Key, value: Expr },
    /// `on kind args… { … } { … }`.
    Trigger { kind: Ident, args: Vec<Expr>, blocks: Vec<Block> },
    /// `can verb, … target, … if cond`, and `can "service:Action", … on arn, …`.
    Grant { verbs: Vec<Verb>, targets: Vec<Expr>, condition: Option<Box<Expr>> },
    /// `[existing] kind Name[key] { … }`, also `kind { … }` inside blocks: whatever no keyword claims. `alias live {}`,
    /// `index ByStatus {}`, `container Web {}`, `override Role {}`, `defaults function {}`, `test "…" {}` are not told apart here
    /// except by their kind: `override` and `defaults` have their own forms below.
    Decl(Box<Decl>),
    /// `override Part { … }` or `override { … }` (the main resource).
    Override { part: Option<Ident>, body: Block },
    /// `defaults kind { … }`.
    Defaults { kind: Ident, body: Block },
    /// `stack Name { … }`; the block may be left out.
    Stack { name: Ident, body: Option<Block> },
    /// `param name: type = default { constraints }`; all but the name may be left out.
    Param { name: Ident, ty: Option<Box<TypeExpr>>, default: Option<Box<Expr>>, body: Option<Block> },
    /// `[export] let name = value`.
    Let { export: bool, name: Ident, value: Expr },
    /// `[export] fn name(a: string, n: number): type = value`.
    Fn { export: bool, name: Ident, params: Vec<FnParam>, result: Option<Box<TypeExpr>>, value: Box<Expr> },
    /// `[export] type Name = …`.
    Type { export: bool, name: Ident, ty: TypeExpr },
    /// `stages { a: { … }, b: { … } }`.
    Stages { body: Block },
    /// `output name = value`.
    Output { name: Ident, value: Expr },
    /// `[existing] resource Name[key]: AWS::Any::Type { … }`.
    Resource { existing: bool, name: Ident, key: Option<Box<Expr>>, ty: Box<Ident>, body: Option<Block> },
    /// `module Name from "./file.sls" { param: value … }`.
    Module { name: Ident, path: Box<Ident>, body: Option<Block> },
    /// `use { a, B } from "./file.sls"`.
    Use { names: Vec<Ident>, path: Box<Ident> },
    /// `mapping Name { … }`.
    Mapping { name: Ident, body: Block },
    /// `condition name = …`.
    Condition { name: Ident, value: Expr },
    /// `rule Name { … }`.
    Rule { name: Ident, body: Block },
    /// `metadata { … }`.
    Metadata { body: Block },
    /// `template { … }`: sections and entries as CloudFormation writes them.
    Template { body: Block },
    /// `transform "…"` or any expression.
    Transform { value: Expr },
    /// `assert condition, "message"`.
    Assert { condition: Expr, message: Option<Box<Expr>> },
    /// `test "name" { … }`: kept for `slsc test`.
    Test { name: Ident, body: Block },
    /// `with name = value` in a `test`: what holds for the test.
    With { name: Ident, value: Expr },
    /// `if cond { … } else if … { … } else { … }`: an `else if` is a block of one `If`.
    If { condition: Box<Expr>, then: Block, otherwise: Option<Block> },
    /// `for x in list { … }`, `for k, v in map { … }`.
    For { names: Vec<Ident>, list: Box<Expr>, body: Block },
    /// What could not be read. A diagnostic has been reported for it.
    Junk,
}

impl MemberKind {
    /// Whether it stands in declarations only.
    pub fn is_inner(&self) -> bool {
        use MemberKind::*;
        matches!(self, Property { .. } | Trigger { .. } | Grant { .. } | Override { .. })
    }
}

/// A construct, or a named part of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Decl {
    pub existing: bool,
    pub kind: Ident,
    pub name: Option<Ident>,
    /// `Name[key]` of a family.
    pub key: Option<Box<Expr>>,
    pub body: Option<Block>,
}

/// What is granted: a word such as `read`, or an action in quotes (which may have interpolations).
#[derive(Debug, Clone, PartialEq)]
pub enum Verb {
    Word(Ident),
    Action(Span, Vec<StrPart>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct FnParam {
    pub name: Ident,
    pub ty: Option<TypeExpr>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct TypeExpr {
    pub span: Span,
    pub kind: TypeExprKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TypeExprKind {
    /// `string`, `table`, `AWS::EC2::Subnet::Id`, or the name of a `type`.
    Name(SmolStr),
    /// `list<T>`, `map<T>`, `ssm<T>`: the word and its argument.
    Generic(Ident, Box<TypeExpr>),
    /// `T?`.
    Optional(Box<TypeExpr>),
    /// `secret string`.
    Secret(Box<TypeExpr>),
    /// `{ field: T, … }`.
    Record(Vec<(Ident, TypeExpr)>),
    /// `"a" | "b"`: strings and numbers; a single literal too.
    Union(Vec<Expr>),
    Junk,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    /// A number and its unit: `10 s`, `60%`.
    Quantity(f64, Unit),
    /// Any form of string. No part, or one text, where nothing is interpolated. Escapes are resolved, indentation is removed.
    Str(Vec<StrPart>),
    /// A bare name.
    Name(SmolStr),
    /// `x.field`, `x?.field`. The field may begin with a digit (`python3.13` is a field `13` of the name `python3`).
    Field {
        base: Box<Expr>,
        field: Box<Ident>,
        optional: bool,
    },
    /// `x[key]`.
    Index {
        base: Box<Expr>,
        index: Box<Expr>,
    },
    /// `f(args)`.
    Call {
        callee: Box<Expr>,
        args: Vec<Expr>,
    },
    Unary {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Binary {
        op: BinaryOp,
        op_span: Span,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `c ? a : b`.
    Ternary {
        condition: Box<Expr>,
        then: Box<Expr>,
        otherwise: Box<Expr>,
    },
    /// `2..10`.
    Range(Box<Expr>, Box<Expr>),
    /// `created|removed`.
    Alternatives(Vec<Expr>),
    List(Vec<Element>),
    /// `[body for names in list if condition]`.
    Comprehension(Box<Comprehension>),
    Map(Block),
    Paren(Box<Expr>),
    /// What could not be read. A diagnostic has been reported for it.
    Junk,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Comprehension {
    pub body: Expr,
    pub names: Vec<Ident>,
    pub list: Expr,
    pub condition: Option<Expr>,
}

/// One place of a list.
#[derive(Debug, Clone, PartialEq)]
pub enum Element {
    Expr(Expr),
    /// `if cond a`, `if cond a else b`; in braces several: `if cond { [..] }` is a map, so several elements need several `if`s.
    If {
        span: Span,
        condition: Expr,
        then: Expr,
        otherwise: Option<Expr>,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub enum StrPart {
    Text(Span, SmolStr),
    /// `${ … }`: the span is the expression's.
    Expr(Expr),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    Not,
    Minus,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    Or,
    And,
    Coalesce,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Add,
    Sub,
    Mul,
    Div,
    Rem,
}

impl BinaryOp {
    pub fn text(self) -> &'static str {
        match self {
            BinaryOp::Or => "||",
            BinaryOp::And => "&&",
            BinaryOp::Coalesce => "??",
            BinaryOp::Eq => "==",
            BinaryOp::Ne => "!=",
            BinaryOp::Lt => "<",
            BinaryOp::Le => "<=",
            BinaryOp::Gt => ">",
            BinaryOp::Ge => ">=",
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
            BinaryOp::Rem => "%",
        }
    }
}
