//! Properties, options and fields: their types, their defaults, and what they name.

use super::Type;
use crate::eval::value::Val;

/// Where a property's value comes from when the source gives none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Default {
    /// It must be given.
    Required,
    /// Nothing is emitted and nothing happens.
    Absent,
    /// slsc sets it: what is emitted, as the source would write it.
    Is(Literal, &'static str),
    /// AWS sets it, and nothing is emitted.
    Aws(&'static str),
    /// It follows from other things: how.
    Derived(&'static str),
}

/// A value of a default, in CloudFormation's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    Int(i64),
    Float(f64),
    Bool(bool),
    Str(&'static str),
}

/// Whether a secret parameter may stand as a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// It would be readable there.
    Leaks,
    /// It stays secret there.
    Keeps,
}

/// Whether the defaults within a record hold where the record is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Without it there is nothing of the kind.
    IfWritten,
    /// As if it stood there empty.
    Always,
}

/// What outside of the source a property's text names: editors follow it, complete it, and keep it right when files move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    Nothing,
    /// A folder or a file beside the source.
    Path,
    /// What the code that the property `code` names defines, for the runtime in the property `runtime`.
    Handler {
        code: &'static str,
        runtime: &'static str,
    },
}

/// A property of a construct, an option of a trigger, or a field of a record.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    pub name: &'static str,
    pub ty: Type,
    pub doc: &'static str,
    pub default: Default,
    /// The path in the main resource's properties that it is copied to as it is.
    pub to: Option<&'static str>,
    pub secrecy: Secrecy,
    pub within: Within,
    pub names: Names,
}

/// Several tables as one, for constructs that share properties; `N` must be their length together.
pub const fn concat<const N: usize>(tables: &[&[Property]]) -> [Property; N] {
    let mut all = [prop("", Type::Json, ""); N];
    let (mut filled, mut table) = (0, 0);
    while table < tables.len() {
        let mut i = 0;
        while i < tables[table].len() {
            all[filled] = tables[table][i];
            filled += 1;
            i += 1;
        }
        table += 1;
    }
    assert!(filled == N);
    all
}

/// A property that may be left out.
pub const fn prop(name: &'static str, ty: Type, doc: &'static str) -> Property {
    Property {
        name,
        ty,
        doc,
        default: Default::Absent,
        to: None,
        secrecy: Secrecy::Leaks,
        within: Within::IfWritten,
        names: Names::Nothing,
    }
}

impl Property {
    pub const fn to(mut self, path: &'static str) -> Self {
        self.to = Some(path);
        self
    }

    pub const fn required(mut self) -> Self {
        self.default = Default::Required;
        self
    }

    pub const fn is(mut self, value: Literal, shown: &'static str) -> Self {
        self.default = Default::Is(value, shown);
        self
    }

    pub const fn aws(mut self, shown: &'static str) -> Self {
        self.default = Default::Aws(shown);
        self
    }

    pub const fn derived(mut self, how: &'static str) -> Self {
        self.default = Default::Derived(how);
        self
    }

    /// For a record: its fields' defaults hold without it, too.
    pub const fn always(mut self) -> Self {
        self.within = Within::Always;
        self
    }

    /// Its text is a path beside the source.
    pub const fn path(mut self) -> Self {
        self.names = Names::Path;
        self
    }

    pub const fn names(mut self, names: Names) -> Self {
        self.names = names;
        self
    }

    pub const fn secret(mut self) -> Self {
        self.secrecy = Secrecy::Keeps;
        self
    }
}

/// A default's literal as a value.
impl From<Literal> for Val {
    fn from(literal: Literal) -> Val {
        use crate::eval::value::V;
        Val::built_in(match literal {
            Literal::Int(n) => V::Int(n),
            Literal::Float(n) => V::Float(n),
            Literal::Bool(b) => V::Bool(b),
            Literal::Str(s) => V::Str(s.into()),
        })
    }
}
