//! Schemas as the walk asks them: each is read from the store once in a run, its keywords by what they are asked of.

use crate::aws::types::{Keyword, Schema, Schemas};

/// What a schema says.
pub struct Known {
    /// Of the value by itself, in the store's order.
    pub own: Box<[Keyword]>,
    pub members: Option<Members>,
    pub groups: Option<Groups>,
}

/// What an object's properties may be.
#[derive(Default)]
pub struct Members {
    pub named: Option<Schemas>,
    /// The same, by length and then by name.
    table: Box<[(&'static str, Schema)]>,
    pub by_pattern: Option<Schemas>,
    pub others: Option<Schema>,
    pub names: Option<Schema>,
}

/// What is judged for each set of properties or items that can come about.
#[derive(Default)]
pub struct Groups {
    pub together: Box<[Together]>,
    /// Forms that are tried: any of, one of, not.
    pub forms: Box<[Keyword]>,
    pub choice: Option<Choice>,
    pub regions: Option<Schemas>,
    /// Whether it is about what the values are, and not only whether they are there.
    pub of_values: bool,
}

/// A keyword about several properties or items, with the names that it looks for.
pub struct Together {
    pub keyword: Keyword,
    pub names: Box<[&'static str]>,
}

/// `if`, `then` and `else`.
pub struct Choice {
    pub test: Schema,
    pub then: Option<Schema>,
    pub otherwise: Option<Schema>,
}

impl Known {
    pub fn of(schema: Schema) -> Known {
        let (mut own, mut together, mut forms) = (Vec::new(), Vec::new(), Vec::new());
        let (mut members, mut groups) = (Members::default(), Groups::default());
        let (mut test, mut then, mut otherwise) = (None, None, None);
        for keyword in schema.keywords() {
            match keyword {
                Keyword::Properties(schemas) => members.name(schemas),
                Keyword::PatternProperties(schemas) => members.by_pattern = Some(schemas),
                Keyword::AdditionalProperties(schema) => members.others = Some(schema),
                Keyword::PropertyNames(schema) => members.names = Some(schema),
                Keyword::If(schema) => test = Some(schema),
                Keyword::Then(schema) => then = Some(schema),
                Keyword::Else(schema) => otherwise = Some(schema),
                Keyword::Regions(schemas) => groups.regions = Some(schemas),
                Keyword::AnyOf(_) | Keyword::OneOf(_) | Keyword::Not(_) => forms.push(keyword),
                _ if is_of_several(keyword) => together.push(Together { keyword, names: names(keyword) }),
                _ => own.push(keyword),
            }
        }
        groups.of_values = !forms.is_empty() || together.iter().any(|t| matches!(t.keyword, Keyword::Contains(_)));
        groups.choice = test.map(|test| Choice { test, then, otherwise });
        (groups.together, groups.forms) = (together.into(), forms.into());
        let members = (!members.is_empty()).then_some(members);
        Known { own: own.into(), members, groups: (!groups.is_empty()).then_some(groups) }
    }
}

impl Members {
    fn name(&mut self, schemas: Schemas) {
        let mut table: Vec<(&'static str, Schema)> = schemas.collect();
        table.sort_by_key(|(name, _)| (name.len(), *name));
        (self.named, self.table) = (Some(schemas), table.into());
    }

    fn is_empty(&self) -> bool {
        self.named.is_none() && self.by_pattern.is_none() && self.others.is_none() && self.names.is_none()
    }

    pub fn get(&self, name: &str) -> Option<Schema> {
        let place = self.table.binary_search_by(|(other, _)| (other.len(), *other).cmp(&(name.len(), name)));
        place.ok().map(|place| self.table[place].1)
    }
}

impl Groups {
    fn is_empty(&self) -> bool {
        let none = self.together.is_empty() && self.forms.is_empty();
        none && self.choice.is_none() && self.regions.is_none()
    }
}

/// Whether it is judged of several properties or items together.
fn is_of_several(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Required(_)
            | Keyword::DependentRequired(_)
            | Keyword::DependentExcluded(_)
            | Keyword::DependentSchemas(_)
            | Keyword::RequiredXor(_)
            | Keyword::RequiredOr(_)
            | Keyword::MinProperties(_)
            | Keyword::MaxProperties(_)
            | Keyword::MinItems(_)
            | Keyword::MaxItems(_)
            | Keyword::UniqueItems
            | Keyword::UniqueKeys(_)
            | Keyword::MaxUniqueItems(_)
            | Keyword::Contains(_)
    )
}

fn names(keyword: Keyword) -> Box<[&'static str]> {
    match keyword {
        Keyword::Required(list)
        | Keyword::RequiredXor(list)
        | Keyword::RequiredOr(list)
        | Keyword::UniqueKeys(list) => list.texts().collect(),
        Keyword::DependentRequired(map) | Keyword::DependentExcluded(map) => map.map(|(name, _)| name).collect(),
        Keyword::DependentSchemas(schemas) => schemas.names().collect(),
        _ => Box::default(),
    }
}
