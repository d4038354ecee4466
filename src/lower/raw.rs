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
        id: decl.logical_id.clone(),
        ty: ty.clone(),
        properties,
        condition: lower.condition().cloned(),
        depends_on: Vec::new(),
        deletion_policy: None,
        update_replace_policy: None,
        attributes: Object::new(),
        span: decl.name_span,
        owner: Some(decl.id.0 as usize),
        part: "",
        cycle_help: None,
        waits: crate::emit::template::Waits::default(),
    };
    lower.decorate(decl, &mut resource);
    lower.push(resource);
}
