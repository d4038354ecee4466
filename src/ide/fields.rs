//! Which properties a block takes, and of which type: what completion, hover and names read of the tables.

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
    /// The parameters of a module, by unit.
    Module(usize),
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
            Fields::File | Fields::Module(_) | Fields::Free => &[],
        }
    }

    pub fn property(self, name: &str) -> Option<&'static Property> {
        self.properties().iter().find(|property| property.name == name)
    }

    pub fn ty(self, name: &str) -> Option<&'static Type> {
        self.property(name).map(|property| &property.ty)
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
        Type::OneOf(types) => {
            let records = types.iter().filter_map(|ty| match ty {
                Type::Record(properties) => Some(Fields::Properties(properties)),
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

/// The first source of triggers of this kind.
pub fn trigger(kind: &str) -> Option<&'static TriggerShape> {
    triggers().find(|shape| shape.kind == kind)
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
