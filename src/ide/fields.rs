//! Which properties a block takes, and of which type: what completion, hover and names read of the tables.

use crate::aws::types::{self, ResourceType, Schema};
use crate::constructs;
use crate::eval::sections;
use crate::schema::{BlockShape, Construct, Property, TriggerShape, Type};
use crate::syntax::ast::Key;

/// What a block's properties are.
#[derive(Clone, Copy)]
pub enum Fields {
    /// The file itself.
    File,
    Construct(&'static Construct),
    Block(&'static BlockShape),
    Properties(&'static [Property]),
    /// `stack { … }`.
    Stack,
    /// Keys of the writer's own, each with a value of this type.
    Each(&'static Type),
    /// The parameters of a module, by unit.
    Module(usize),
    /// What CloudFormation's schema says; with the resource's type where it is the resource itself.
    Aws(Schema, Option<ResourceType>),
    /// Whatever the writer likes.
    Free,
}

impl Fields {
    pub fn properties(self) -> &'static [Property] {
        match self {
            Fields::Construct(construct) => construct.properties,
            Fields::Block(shape) => shape.properties,
            Fields::Properties(properties) => properties,
            Fields::Stack => sections::STACK,
            Fields::File | Fields::Module(_) | Fields::Aws(..) | Fields::Each(_) | Fields::Free => &[],
        }
    }

    pub fn property(self, name: &str) -> Option<&'static Property> {
        self.properties().iter().find(|property| property.name == name)
    }

    pub fn ty(self, name: &str) -> Option<&'static Type> {
        match self {
            Fields::Each(ty) => Some(ty),
            _ => self.property(name).map(|property| &property.ty),
        }
    }

    /// What a value of a property may be.
    pub fn shape(self, name: &str) -> Option<Shape> {
        match self {
            Fields::Aws(schema, _) => {
                schema.all_properties().into_iter().find(|(n, _)| *n == name).map(|(_, schema)| Shape::Aws(schema))
            }
            _ => self.ty(name).map(Shape::Own),
        }
    }

    /// What a resource of CloudFormation's takes.
    pub fn of_resource(ty: &str) -> Fields {
        types::find(ty).map_or(Fields::Free, |ty| Fields::Aws(ty.schema(), Some(ty)))
    }

    /// What `override Part { … }` takes in a construct; without a part it is the main one.
    pub fn of_part(construct: &Construct, part: &str) -> Fields {
        let found = construct.parts.iter().find(|p| p.name == part);
        found.map_or(Fields::Free, |part| Fields::of_resource(part.ty))
    }

    /// What a named block in it takes: `index ByStatus { … }`, or a construct at the top of a file.
    pub fn of_block(self, kind: &str) -> Fields {
        match self {
            Fields::File => constructs::find(kind).map_or(Fields::Free, Fields::Construct),
            Fields::Construct(construct) => {
                construct.blocks.iter().find(|b| b.kind == kind).map_or(Fields::Free, |shape| Fields::Block(shape))
            }
            _ => Fields::Free,
        }
    }
}

/// What a value may be, by our tables or by CloudFormation's.
#[derive(Clone, Copy)]
pub enum Shape {
    Own(&'static Type),
    Aws(Schema),
}

impl Shape {
    /// The fields of a map that stands for it.
    pub fn record(self) -> Fields {
        match self {
            Shape::Own(ty) => record(ty),
            Shape::Aws(schema) => Fields::Aws(schema, None),
        }
    }

    /// What an item of a list that stands for it may be.
    pub fn item(self) -> Option<Shape> {
        match self {
            Shape::Own(ty) => item(ty).map(Shape::Own),
            Shape::Aws(schema) => schema.items().map(Shape::Aws),
        }
    }
}

pub fn key_of(key: &Key) -> Option<&str> {
    match key {
        Key::Name(name) => Some(&name.text),
        Key::Str(..) => None,
    }
}

/// The fields of a map that stands for a value of this type.
pub fn record(ty: &'static Type) -> Fields {
    match ty {
        Type::Record(properties) => Fields::Properties(properties),
        Type::Map(inner) => Fields::Each(inner),
        Type::OneOf(types) => {
            let records = types.iter().filter_map(|ty| match ty {
                Type::Record(properties) => Some(Fields::Properties(properties)),
                Type::Map(inner) => Some(Fields::Each(inner)),
                _ => None,
            });
            records.into_iter().next().unwrap_or(Fields::Free)
        }
        Type::OneOrMore(inner, _) => record(inner),
        _ => Fields::Free,
    }
}

/// The type of a list's items.
pub fn item(ty: &'static Type) -> Option<&'static Type> {
    match ty {
        Type::List(inner, ..) | Type::OneOrMore(inner, _) => Some(inner),
        Type::OneOf(types) => types.iter().find_map(item),
        _ => None,
    }
}

/// Whether a bare word means itself there and no declaration.
pub fn is_word(ty: &'static Type, word: &str) -> bool {
    match ty {
        Type::Words(words) => words.iter().any(|w| w.word == word),
        Type::Table(table) => (table.has)(word),
        Type::OneOf(types) => types.iter().any(|ty| is_word(ty, word)),
        Type::List(inner, ..) | Type::OneOrMore(inner, _) => is_word(inner, word),
        _ => false,
    }
}

/// The shape of `on kind` for what it starts: several sources share a word.
pub fn trigger(kind: &str, construct: Option<&Construct>) -> Option<&'static TriggerShape> {
    let compute = construct.and_then(|construct| construct.compute);
    let of_kind = || triggers().filter(|shape| shape.kind == kind);
    let fits = |shape: &&'static TriggerShape| compute.is_none_or(|c| shape.targets.contains(&c));
    of_kind().find(fits).or_else(|| of_kind().next())
}

pub fn triggers() -> impl Iterator<Item = &'static TriggerShape> {
    constructs::triggers()
}

/// What a word of a type means.
pub fn word_doc(ty: &'static Type, word: &str) -> Option<String> {
    match ty {
        Type::Words(words) => words.iter().find(|w| w.word == word).map(|w| w.doc.to_string()),
        Type::Table(table) => (table.has)(word).then(|| (table.doc)(word)),
        Type::Calls(shapes) => shapes.iter().find(|s| s.name == word).map(|s| s.doc.to_string()),
        Type::OneOf(types) => types.iter().find_map(|ty| word_doc(ty, word)),
        Type::List(inner, ..) | Type::OneOrMore(inner, _) => word_doc(inner, word),
        _ => None,
    }
}
