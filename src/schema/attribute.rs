//! What a declaration gives: `Orders.arn`.

use crate::emit::Node;
use crate::lower::Lower;
use crate::model::Decl;

/// How an attribute's value is had from the resources.
#[derive(Clone, Copy)]
pub enum Source {
    /// `Ref` of a part (the empty part is the main resource).
    Ref(&'static str),
    /// `Fn::GetAtt` of a part.
    GetAtt(&'static str, &'static str),
    /// Computed from the declaration.
    With(fn(&Lower, &Decl) -> Node),
}

/// Something that a declaration gives: `Orders.arn`.
#[derive(Clone, Copy)]
pub struct Attribute {
    pub name: &'static str,
    pub doc: &'static str,
    pub source: Source,
    /// How it is had when the declaration is `existing` and does not give it itself.
    pub existing: Existing,
}

/// How an attribute of an `existing` declaration is had from its other properties.
#[derive(Clone, Copy)]
pub enum Existing {
    /// Only if the declaration gives it.
    Given,
    /// Text with `${name}` for the declaration's own properties and `${AWS::…}` for pseudo-parameters.
    Format(&'static str),
    /// The part after the last `:` or `/` of the ARN.
    LastOfArn,
}

pub const fn attribute(name: &'static str, source: Source, existing: Existing, doc: &'static str) -> Attribute {
    Attribute { name, doc, source, existing }
}
