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

/// What every declaration became.
pub fn expand(lower: &crate::lower::Lower, template: &crate::emit::Template) -> Vec<Expanded> {
    let mut all: Vec<Expanded> = lower.stack.decls.iter().map(|decl| of(lower, decl)).collect();
    for resource in &template.resources {
        if let Some(owner) = resource.owner.and_then(|o| all.get_mut(o)) {
            owner.resources.push((resource.id.to_string(), resource.ty.to_string()));
        }
    }
    all
}

fn of(lower: &crate::lower::Lower, decl: &crate::model::Decl) -> Expanded {
    let mut properties = Vec::new();
    for prop in &decl.props.0 {
        let origin = match prop.origin {
            crate::model::Origin::Own => Origin::Own(prop.key_span),
            crate::model::Origin::Defaults(_) => Origin::Defaults(prop.key_span),
            crate::model::Origin::Default => Origin::Construct,
        };
        let value = match (prop.origin, prop.property.default) {
            (crate::model::Origin::Default, crate::schema::Default::Is(_, shown)) => shown.to_string(),
            _ => lower.sources.text(prop.value.span).to_string(),
        };
        properties.push(Property { name: prop.property.name.into(), value, origin });
    }
    for property in decl.construct().map_or(&[][..], |c| c.properties).iter().filter(|_| !decl.existing) {
        if decl.props.prop(property.name).is_some() {
            continue;
        }
        let (value, origin) = match property.default {
            crate::schema::Default::Aws(shown) => (shown, Origin::Derived("AWS's own default".into())),
            crate::schema::Default::Derived(how) => ("", Origin::Derived(how.into())),
            _ => continue,
        };
        properties.push(Property { name: property.name.into(), value: value.into(), origin });
    }
    let kind = decl.resource_type.as_ref().map_or(decl.kind_word().to_string(), |(ty, _)| ty.to_string());
    Expanded {
        name: decl.name.to_string(),
        kind,
        span: decl.span,
        resources: Vec::new(),
        properties,
        notes: lower.notes.iter().filter(|(id, _)| *id == decl.id).map(|(_, n)| n.clone()).collect(),
    }
}
