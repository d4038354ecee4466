//! What a declaration becomes: the data that `slsc expand` and editors show.

use crate::source::Span;

/// One declaration with its resources and every property that it has in the end.
#[derive(Clone, PartialEq, Debug)]
pub struct Expanded {
    /// As written, with the key of a family: `Orders`, `Queue["a"]`.
    pub name: String,
    /// The construct's word, such as `queue`, or a resource's type.
    pub kind: String,
    /// The declaration.
    pub span: Span,
    /// Logical id and type, in the order in which the template has them.
    pub resources: Vec<(String, String)>,
    pub properties: Vec<Property>,
    /// Whatever else is worth knowing: what another declaration added, what was left out.
    pub notes: Vec<String>,
}

/// A property of a declaration in the end.
#[derive(Clone, PartialEq, Debug)]
pub struct Property {
    pub name: String,
    /// As it would be written in source.
    pub value: String,
    pub origin: Origin,
}

/// Where a property's value came from.
#[derive(Clone, PartialEq, Debug)]
pub enum Origin {
    /// The declaration says so itself.
    Own(Span),
    /// A `defaults` block says so.
    Defaults(Span),
    /// The construct's own default.
    Construct,
    /// It follows from another declaration: why, as in `6 times the timeout of SendReceipt`.
    Derived(String),
}
