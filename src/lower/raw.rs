//! Raw resources: what the source says, as it says it.

use super::Lower;
use crate::emit::{Json, Object, Resource};
use crate::model::Decl;

/// `resource X: AWS::Any::Type { … }`.
pub fn lower(lower: &mut Lower, decl: &Decl) {
    let Some((ty, _)) = &decl.resource_type else { return };
    let properties = match decl.raw.as_ref().map(|v| lower.node(v).json) {
        Some(Json::Map(fields)) => Object(fields),
        _ => Object::new(),
    };
    let mut resource = Resource {
        properties,
        condition: lower.condition().cloned(),
        owner: Some(decl.id.0 as usize),
        ..Resource::new(decl.logical_id.clone(), ty.clone(), decl.name_span)
    };
    lower.decorate(decl, &mut resource);
    lower.push(resource);
}
