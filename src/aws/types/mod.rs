//! Every CloudFormation resource type: its properties with what limits them, what `Ref` and `Fn::GetAtt` give, what a change
//! replaces, and where it is to be had.
//!
//! ```
//! use slsc::aws::types;
//!
//! let queue = types::find("AWS::SQS::Queue").unwrap();
//! let names: Vec<&str> = queue.properties().map(|p| p.name).collect();
//! assert!(names.contains(&"VisibilityTimeout"));
//! assert!(queue.attribute("Arn").is_some());
//! assert_eq!(queue.replacement(&["FifoQueue"]), types::Replacement::Always);
//! assert!(queue.is_in("eu-west-1"));
//! ```
//!
//! Sources: cfn-lint 1.58.0 (MIT-0, <https://github.com/aws-cloudformation/cfn-lint>), schemas of 2026-10-20, for properties,
//! limits, rules across properties and availability; of @aws-cdk/aws-service-spec 0.1.216 (Apache-2.0,
//! <https://github.com/cdklabs/awscdk-service-spec>) only facts: what `Ref` gives, attributes, ARNs, replacements, tags. Both were read
//! on 2026-11-25. [`sources`] gives what the file says of itself, and `tools/refresh-types` writes it anew.
//!
//! No bound here is sure to be as tight as the service's own.

pub mod pattern;
mod plain;
pub mod schema;
pub mod store;

pub use schema::{Keyword, Schema, Schemas, Types};
pub use store::Literal;
use store::{List, Place, Record};

/// A CloudFormation resource type.
#[derive(Clone, Copy)]
pub struct ResourceType {
    record: Record,
}

/// What a change of a property does to the resource.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Replacement {
    /// It is changed in place.
    Never,
    /// It depends on the values or on other properties, or the sources do not agree.
    Sometimes,
    /// A new one is made, and the old one is deleted.
    Always,
}

/// How a type takes tags.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TagForm {
    /// `[{ Key, Value }]`.
    List,
    /// `{ key: value }`.
    Map,
    /// `[{ Key, Value, PropagateAtLaunch }]`.
    Propagating,
}

/// A property of a type, or of a value within.
#[derive(Clone, Copy)]
pub struct Property {
    pub name: &'static str,
    pub schema: Schema,
    pub required: bool,
    /// AWS gives it; a template must not.
    pub read_only: bool,
    /// AWS takes it, and never shows it again.
    pub write_only: bool,
    pub deprecated: bool,
    pub replacement: Replacement,
}

/// A rule across properties, checked of the value at a path of the resource's properties.
#[derive(Clone, Copy)]
pub struct Rule {
    /// `BlockDeviceMappings/*/Ebs`; empty for all properties.
    pub path: &'static str,
    /// cfn-lint's number: `E3671`.
    pub id: &'static str,
    /// What it is about, in cfn-lint's words.
    pub about: &'static str,
    pub schema: Schema,
}

/// The type of that name, as in `AWS::SQS::Queue`.
pub fn find(name: &str) -> Option<ResourceType> {
    store::index(name).map(|index| ResourceType { record: store::record(index) })
}

/// Every type, sorted by name.
pub fn all() -> impl Iterator<Item = ResourceType> {
    (0..store::count()).map(|index| ResourceType { record: store::record(index) }).filter(|t| t.name().contains("::"))
}

/// Every region that availability is known of, sorted by name.
pub fn regions() -> impl Iterator<Item = &'static str> {
    store::regions().texts()
}

/// Where the facts come from: the packages with their versions, the day, and the digest of what was read.
pub fn sources() -> impl Iterator<Item = (&'static str, &'static str)> {
    store::about().map(|(key, place)| (key, place.text()))
}

/// The order of a type's details in the file.
mod detail {
    pub const READ_ONLY: usize = 0;
    pub const WRITE_ONLY: usize = 1;
    pub const CREATE_ONLY: usize = 2;
    pub const CONDITIONAL: usize = 3;
    pub const DEPRECATED: usize = 4;
    pub const IDENTIFIER: usize = 5;
    pub const ATTRIBUTES: usize = 6;
    pub const REF: usize = 7;
    pub const REF_NAME: usize = 8;
    pub const ARN: usize = 9;
    pub const TAGS: usize = 10;
    pub const FLAGS: usize = 11;
    pub const LIFECYCLE: usize = 12;
}

impl ResourceType {
    pub fn name(self) -> &'static str {
        self.record.name
    }

    /// The schema of all its properties together.
    pub fn schema(self) -> Schema {
        Schema::at(self.record.schema)
    }

    /// Its properties, sorted by name; those that AWS gives are among them.
    pub fn properties(self) -> impl Iterator<Item = Property> {
        self.properties_at(&[])
    }

    pub fn property(self, name: &str) -> Option<Property> {
        self.properties().find(|p| p.name == name)
    }

    /// The properties of a value within: `&["RedrivePolicy"]`. List indices and keys of maps are left out of the path.
    pub fn properties_at(self, path: &[&str]) -> impl Iterator<Item = Property> + use<> {
        let schema = self.schema_at(path);
        let required: Vec<&str> = schema.map(|s| s.required().collect()).unwrap_or_default();
        let lists = [detail::READ_ONLY, detail::WRITE_ONLY, detail::DEPRECATED].map(|d| self.below(d, path));
        let path: Vec<String> = path.iter().map(|p| p.to_string()).collect();
        let named = schema.map(Schema::all_properties).unwrap_or_default();
        named.into_iter().map(move |(name, schema)| {
            let here: Vec<&str> = path.iter().map(String::as_str).chain([name]).collect();
            Property {
                name,
                schema,
                required: required.contains(&name),
                read_only: lists[0].contains(&name),
                write_only: lists[1].contains(&name),
                deprecated: lists[2].contains(&name),
                replacement: self.replacement(&here),
            }
        })
    }

    /// The schema of the value at a path, through lists and maps of any key.
    pub fn schema_at(self, path: &[&str]) -> Option<Schema> {
        let mut schema = self.schema();
        for name in path {
            schema = inner(schema);
            schema = schema.all_properties().into_iter().find(|(n, _)| n == name)?.1;
        }
        Some(inner(schema))
    }

    /// The names below a path that a list of paths names exactly.
    fn below(self, detail: usize, path: &[&str]) -> Vec<&'static str> {
        let of = |full: &'static str| {
            let mut parts = full.split('/').filter(|p| *p != "*");
            let there = path.iter().all(|p| parts.next() == Some(p));
            let name = parts.next()?;
            (there && parts.next().is_none()).then_some(name)
        };
        self.paths(detail).filter_map(of).collect()
    }

    fn detail(self, number: usize) -> Place {
        let mut details = self.record.details.list();
        details.nth(number).unwrap_or(Place(0))
    }

    fn paths(self, number: usize) -> impl Iterator<Item = &'static str> {
        self.detail(number).list().texts()
    }

    /// Paths of what AWS gives and a template must not, as `A/B/*/C`.
    pub fn read_only(self) -> impl Iterator<Item = &'static str> {
        self.paths(detail::READ_ONLY)
    }

    /// Paths of what AWS never shows again.
    pub fn write_only(self) -> impl Iterator<Item = &'static str> {
        self.paths(detail::WRITE_ONLY)
    }

    /// Paths of what identifies one, in order.
    pub fn identifier(self) -> impl Iterator<Item = &'static str> {
        self.paths(detail::IDENTIFIER)
    }

    /// What a change at this path does. List indices and `*` may stand in the path or be left out.
    pub fn replacement(self, path: &[&str]) -> Replacement {
        let matches = |entry: &'static str| {
            let mut here = path.iter().filter(|p| !is_index(p));
            entry.split('/').filter(|p| *p != "*").all(|part| here.next() == Some(&part))
        };
        if self.paths(detail::CREATE_ONLY).any(matches) {
            Replacement::Always
        } else if self.paths(detail::CONDITIONAL).any(matches) {
            Replacement::Sometimes
        } else {
            Replacement::Never
        }
    }

    /// The names that `Fn::GetAtt` takes; `*` at the end stands for any text.
    pub fn attributes(self) -> impl Iterator<Item = (&'static str, Schema)> {
        self.detail(detail::ATTRIBUTES).map().map(|(name, place)| (name, Schema::at(place)))
    }

    /// What `Fn::GetAtt` of that name gives.
    pub fn attribute(self, name: &str) -> Option<Schema> {
        let exact = self.detail(detail::ATTRIBUTES).map().get(name).map(Schema::at);
        let open = |(key, _): &(&str, Schema)| key.strip_suffix('*').is_some_and(|start| name.starts_with(start));
        exact.or_else(|| self.attributes().find(open).map(|(_, schema)| schema))
    }

    /// What `Ref` gives.
    pub fn reference(self) -> Schema {
        Schema::at(self.detail(detail::REF))
    }

    /// What `Ref` gives, by name: `QueueUrl`; several parts with `|` between them. None where it is not known.
    pub fn reference_name(self) -> Option<&'static str> {
        Some(self.detail(detail::REF_NAME).text()).filter(|t| !t.is_empty())
    }

    /// How its ARN is put together, with `${Partition}` and the like.
    pub fn arn(self) -> Option<&'static str> {
        Some(self.detail(detail::ARN).text()).filter(|t| !t.is_empty())
    }

    /// The property that takes tags, and their form where it is known.
    pub fn tags(self) -> Option<(&'static str, Option<TagForm>)> {
        let name = self.detail(detail::TAGS).text();
        let form = [None, Some(TagForm::List), Some(TagForm::Map), Some(TagForm::Propagating)];
        (!name.is_empty()).then(|| (name, form[(self.flags() & 3) as usize]))
    }

    /// Whether it holds data that goes with it.
    pub fn is_stateful(self) -> bool {
        self.flags() & 4 != 0
    }

    /// Whether a snapshot can be taken of it when it leaves the stack.
    pub fn has_snapshots(self) -> bool {
        self.flags() & 16 != 0
    }

    /// Whether a replacement deletes the old one before it makes the new one.
    pub fn is_deleted_first(self) -> bool {
        self.flags() & 8 != 0
    }

    fn flags(self) -> u32 {
        self.detail(detail::FLAGS).0
    }

    /// What AWS says of its end, if it is coming or past: `(word, value)`.
    pub fn lifecycle(self) -> Vec<(&'static str, Literal)> {
        self.detail(detail::LIFECYCLE).map().literals().collect()
    }

    /// Rules across its properties.
    pub fn rules(self) -> impl Iterator<Item = Rule> {
        self.record.rules.list().filter_map(|place| {
            let mut parts: List = place.list();
            let mut text = || parts.next().map(Place::text);
            let (path, id, about) = (text()?, text()?, text()?);
            Some(Rule { path, id, about, schema: Schema::at(parts.next()?) })
        })
    }

    /// Whether it is to be had in that region. A region that is not known has everything.
    pub fn is_in(self, region: &str) -> bool {
        regions().position(|r| r == region).is_none_or(|n| self.record.regions >> n & 1 == 1)
    }

    pub fn regions(self) -> impl Iterator<Item = &'static str> {
        regions().enumerate().filter(move |(n, _)| self.record.regions >> n & 1 == 1).map(|(_, name)| name)
    }

    /// AWS's page about it.
    pub fn page(self) -> String {
        let mut words = self.name().split("::").skip(1).map(str::to_lowercase);
        let (service, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        format!(
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-{service}-{name}.html"
        )
    }
}

fn is_index(part: &str) -> bool {
    part == "*" || part.bytes().all(|b| b.is_ascii_digit())
}

/// What a list holds, or a map of any key.
fn inner(mut schema: Schema) -> Schema {
    const DEEPEST: usize = 6;
    for _ in 0..DEEPEST {
        let next = schema.keywords().find_map(|k| match k {
            Keyword::Items(items) => Some(items),
            Keyword::PatternProperties(mut each) => each.next().map(|(_, s)| s),
            _ => None,
        });
        match next {
            Some(next) if schema.all_properties().is_empty() => schema = next,
            _ => break,
        }
    }
    schema
}
