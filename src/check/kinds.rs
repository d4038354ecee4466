//! What the check of a resource takes from its type: looked up for the first resource of each, and kept for the rest.

use super::walk::{Late, Walk};
use super::{Outcome, World};
use crate::aws::types::{Keyword, ResourceType, Rule, Schema};
use crate::emit::{Json, Node};
use smol_str::SmolStr;

/// Rules whose values are checked by type where they are known only at deployment.
const TYPED: [&str; 6] = ["E3024", "E3046", "E3510", "E3512", "E3513", "E3530"];

pub struct Kind {
    /// Paths that AWS gives, and a template must not, without what stands for items.
    pub read_only: Vec<Vec<&'static str>>,
    pub rules: Vec<Ruling>,
    /// The properties that tell one from all others.
    pub identifier: Vec<&'static str>,
}

/// A rule across properties, with what can be said of it before there is a value.
pub struct Ruling {
    pub rule: Rule,
    pub late: Late,
    /// It finds nothing where none of these is there.
    silent_without: Option<Vec<&'static str>>,
}

impl Kind {
    pub fn of(ty: ResourceType, world: &World) -> Kind {
        let parts = |path: &'static str| path.split('/').filter(|part| *part != "*").collect();
        Kind {
            read_only: ty.read_only().map(parts).collect(),
            rules: ty.rules().map(|rule| Ruling::of(rule, world)).collect(),
            identifier: ty.identifier().collect(),
        }
    }
}

impl Ruling {
    fn of(rule: Rule, world: &World) -> Ruling {
        let late = if TYPED.contains(&rule.id) { Late::Typed } else { Late::Unknown };
        let (mut names, mut found) = (Vec::new(), Outcome::quiet());
        let nothing = Node::new(Json::Map(Vec::new()));
        Walk { late, ..Walk::new(world) }.value(rule.schema, &nothing, &mut found);
        let is_silent = !found.failed && looks_for(rule.schema, &mut names, 0);
        Ruling { rule, late, silent_without: is_silent.then_some(names) }
    }

    pub fn is_typed(&self) -> bool {
        self.late == Late::Typed
    }

    /// Whether it surely has nothing to say of these properties.
    pub fn is_silent(&self, fields: &[(SmolStr, Node)]) -> bool {
        let Some(names) = &self.silent_without else { return false };
        !fields.iter().any(|(key, _)| key.starts_with("Fn::") || names.iter().any(|name| key == name))
    }
}

/// Gathers the properties that decide what a schema says of a map; false where all of them may.
fn looks_for(schema: Schema, names: &mut Vec<&'static str>, depth: u8) -> bool {
    const DEEPEST: u8 = 8;
    if schema.is_always() || schema.is_never() {
        return true;
    }
    let mut within = |keyword| {
        match keyword {
            Keyword::Properties(schemas) | Keyword::DependentSchemas(schemas) => names.extend(schemas.names()),
            Keyword::Required(list) | Keyword::RequiredOr(list) | Keyword::RequiredXor(list) => {
                names.extend(list.texts());
            }
            Keyword::DependentRequired(map) | Keyword::DependentExcluded(map) => {
                names.extend(map.map(|(name, _)| name));
            }
            Keyword::AllOf(list) | Keyword::AnyOf(list) | Keyword::OneOf(list) => {
                return Schema::each(list).all(|each| looks_for(each, names, depth + 1));
            }
            Keyword::Not(inner)
            | Keyword::If(inner)
            | Keyword::Then(inner)
            | Keyword::Else(inner)
            | Keyword::AsWritten(inner) => return looks_for(inner, names, depth + 1),
            _ => return !is_of_all(keyword),
        }
        true
    };
    depth < DEEPEST && schema.keywords().all(&mut within)
}

/// Whether a keyword is about a map as a whole.
fn is_of_all(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::PatternProperties(_)
            | Keyword::AdditionalProperties(_)
            | Keyword::PropertyNames(_)
            | Keyword::MinProperties(_)
            | Keyword::MaxProperties(_)
            | Keyword::Values(_)
            | Keyword::AnyCaseValues(_)
            | Keyword::Value(_)
            | Keyword::Gather(_)
            | Keyword::Regions(_)
    )
}
