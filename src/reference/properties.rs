//! Properties as a list, records within records; and the pages of words that stand inside constructs.

use super::{Group, Page, sentence};
use crate::schema::{Default, Property, Type};
use std::fmt::Write;

/// A bullet for each property, those of records below it.
pub fn list(properties: &[Property]) -> String {
    let mut out = String::new();
    properties.iter().for_each(|p| bullet(p, 0, &mut out));
    out
}

fn bullet(property: &Property, depth: usize, out: &mut String) {
    let _ = writeln!(out, "{}- `{}`: {}", "  ".repeat(depth), property.name, property_doc(property));
    inner(&property.ty, depth + 1, out);
}

/// What it is, its type, and what holds without it.
pub fn property_doc(property: &Property) -> String {
    let default = match property.default {
        Default::Required => " Required.".to_string(),
        Default::Absent => String::new(),
        Default::Is(_, shown) => format!(" Default: `{shown}`."),
        Default::Aws(shown) => format!(" Default: `{shown}` (AWS's)."),
        Default::Derived(how) => format!(" Default: {how}."),
    };
    format!("{} {}{default}", sentence(property.doc), sentence(&type_words(&property.ty)))
}

/// A type in a few words.
pub fn type_words(ty: &Type) -> String {
    match ty {
        Type::Record(_) => "a map".into(),
        Type::OneOf(types) => types.iter().map(type_words).collect::<Vec<_>>().join(", or "),
        Type::List(inner, ..) => format!("a list, each {}", type_words(inner)),
        Type::OneOrMore(inner, _) => format!("{}, or a list of them", type_words(inner)),
        Type::Map(inner) => format!("a map, each value {}", type_words(inner)),
        Type::Ref(kinds, attribute) if kinds.len() > 8 => format!("any declaration that has one, or its {attribute}"),
        _ => ty.describe(),
    }
}

/// What a type is made of.
fn inner(ty: &Type, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match ty {
        Type::Record(fields) => fields.iter().for_each(|f| bullet(f, depth, out)),
        Type::OneOf(types) => types.iter().for_each(|t| inner(t, depth, out)),
        Type::List(ty, ..) | Type::OneOrMore(ty, _) | Type::Map(ty) => inner(ty, depth, out),
        Type::Words(words) => words.iter().filter(|word| !word.doc.is_empty()).for_each(|word| {
            let _ = writeln!(out, "{indent}- `{}`: {}", word.word, sentence(word.doc));
        }),
        Type::Table(table) => {
            let words: Vec<String> = (table.words)().iter().map(|w| format!("`{w}`")).collect();
            let _ = writeln!(out, "{indent}- {}", words.join(", "));
        }
        Type::Calls(shapes) => {
            for shape in *shapes {
                let names: Vec<&str> = shape.args.iter().map(|a| a.name).collect();
                let _ = writeln!(out, "{indent}- `{}({})`: {}", shape.name, names.join(", "), sentence(shape.doc));
                shape.args.iter().for_each(|a| bullet(a, depth + 1, out));
            }
        }
        _ => {}
    }
}

/// One page for each word that stands inside constructs: in which of them, and what it is there.
pub fn pages() -> Vec<Page> {
    let mut found = Words::default();
    for construct in crate::constructs::ALL {
        let owner = construct.kind;
        construct.properties.iter().for_each(|p| found.property(owner, p));
        for block in construct.blocks {
            let text = format!("{}\n\n{}", sentence(block.doc), list(block.properties));
            found.add(Group::Block, block.kind, owner, text);
            block.properties.iter().for_each(|p| found.property(&format!("{owner}.{}", block.kind), p));
        }
        construct.attributes.iter().for_each(|a| found.add(Group::Attribute, a.name, owner, sentence(a.doc)));
        construct.verbs.iter().for_each(|v| found.add(Group::Verb, v.name, owner, super::construct::verb(v)));
    }
    for trigger in crate::constructs::triggers() {
        trigger.options.iter().for_each(|p| found.property(&format!("on {}", trigger.kind), p));
    }
    found.0.sort_by(|a, b| (a.group as u8, &a.word).cmp(&(b.group as u8, &b.word)));
    found.0.into_iter().map(Word::page).collect()
}

struct Word {
    group: Group,
    word: String,
    /// Where it stands, and what it is there.
    places: Vec<(String, String)>,
}

#[derive(Default)]
struct Words(Vec<Word>);

impl Words {
    fn property(&mut self, owner: &str, property: &Property) {
        let mut text = property_doc(property);
        let mut below = String::new();
        inner(&property.ty, 0, &mut below);
        if !below.is_empty() {
            text = format!("{text}\n\n{}", below.trim_end());
        }
        self.add(Group::Property, property.name, owner, text);
        self.fields(&property.ty, &format!("{owner}.{}", property.name));
    }

    /// The fields of records are words, too.
    fn fields(&mut self, ty: &Type, owner: &str) {
        match ty {
            Type::Record(fields) => fields.iter().for_each(|f| self.property(owner, f)),
            Type::OneOf(types) => types.iter().for_each(|t| self.fields(t, owner)),
            Type::List(ty, ..) | Type::OneOrMore(ty, _) | Type::Map(ty) => self.fields(ty, owner),
            _ => {}
        }
    }

    fn add(&mut self, group: Group, word: &str, owner: &str, text: String) {
        let known = self.0.iter_mut().find(|w| w.group == group && w.word == word);
        match known {
            Some(known) => known.places.push((owner.into(), text)),
            None => self.0.push(Word { group, word: word.into(), places: vec![(owner.into(), text)] }),
        }
    }
}

impl Word {
    fn page(self) -> Page {
        let owners: Vec<String> = self.places.iter().map(|(owner, _)| format!("`{owner}`")).collect();
        let texts: Vec<String> =
            self.places.iter().map(|(owner, text)| format!("**of `{owner}`** {}", text.trim_end())).collect();
        let summary = format!("{} of {}", self.group.noun(), owners.join(", "));
        Page { word: self.word, group: self.group, summary, text: texts.join("\n\n") }
    }
}
