//! What may begin a statement, and the words behind `on`, `can`, `existing` and `@`.

use super::super::fields::{self, Fields};
use super::super::index::DefKind;
use super::{Asked, Item, Sort, aws};
use crate::constructs;
use crate::eval::decorators::DECORATORS;
use crate::eval::expand::STATEMENTS;
use crate::reference::{self, Group};
use crate::schema::{Default, Grants, Property, Type};
use crate::syntax::ast::MemberKind;

impl Asked<'_> {
    pub(super) fn statements(&self) -> Vec<Item> {
        let mut items = self.properties();
        self.rank_properties(&mut items);
        let named_block = self.rest().split_once('{').is_some_and(|(name, _)| {
            let name = name.trim();
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        });
        match self.place.fields {
            Fields::File => {
                items.extend(constructs::ALL.iter().map(|construct| {
                    let snippet = format!("{} ${{1:Name}} {{\n  $0\n}}", construct.kind);
                    let docs = format!("{}\n\n```sls\n{}\n```", construct.doc, construct.example);
                    Item::new(construct.kind, Sort::Kind, short(construct.doc)).docs(docs).snippet(snippet).rank(2)
                }));
                items.extend(STATEMENTS.iter().map(|word| Item::new(*word, Sort::Keyword, form(word)).rank(3)));
                items.extend(["if", "for"].map(|word| Item::new(word, Sort::Keyword, form(word)).rank(4)));
                self.rank_kinds(&mut items);
            }
            Fields::Construct(construct) => {
                items.extend(construct.blocks.iter().map(|block| {
                    let snippet = format!("{} ${{1:Name}} {{\n  $0\n}}", block.kind);
                    let rank = if named_block { 0 } else { 4 };
                    Item::new(block.kind, Sort::Kind, block.doc).snippet(snippet).rank(rank)
                }));
                if construct.compute.is_some() {
                    items.push(Item::new("on", Sort::Keyword, "what starts it").snippet("on $0").rank(4));
                }
                if construct.compute.is_some() || construct.grants == Grants::Yes {
                    items.push(Item::new("can", Sort::Keyword, "what it may do").snippet("can $0").rank(4));
                }
                let more = ["override", "if", "for"].map(|word| Item::new(word, Sort::Keyword, form(word)).rank(6));
                items.extend(more);
            }
            _ => {}
        }
        items
    }

    /// The properties that the block does not have yet, the required ones first.
    fn properties(&self) -> Vec<Item> {
        let said: Vec<&str> = self.place.said().collect();
        let is_open = |name: &&Property| !said.contains(&name.name);
        let mut items: Vec<Item> = self.place.fields.properties().iter().filter(is_open).map(property).collect();
        if let Fields::Aws(schema, resource) = self.place.fields {
            items.extend(aws::properties(schema, resource, &said));
        }
        if let Fields::Module(unit) = self.place.fields {
            let params =
                self.analysis.index().defs.iter().filter(|d| d.unit == unit && matches!(d.kind, DefKind::Param));
            items.extend(params.map(|d| Item::new(d.name.as_str(), Sort::Property, "parameter of the module")));
        }
        items
    }

    pub(super) fn decorators(&self) -> Vec<Item> {
        let item = |(name, args, doc): &(&str, &str, &str)| {
            Item::new(*name, Sort::Keyword, *doc).snippet(if args.is_empty() {
                name.to_string()
            } else {
                format!("{name}($0)")
            })
        };
        DECORATORS.iter().map(item).collect()
    }

    pub(super) fn trigger_kinds(&self) -> Vec<Item> {
        let compute = self.place.construct.and_then(|c| c.compute);
        let fits = |shape: &&crate::schema::TriggerShape| compute.is_none_or(|c| shape.targets.contains(&c));
        let item = |shape: &'static crate::schema::TriggerShape| {
            let docs = format!("{}\n\n```sls\n{}\n```", shape.doc, shape.example);
            Item::new(shape.kind, Sort::Keyword, shape.doc).docs(docs).rank(self.fit_trigger(shape).of(1))
        };
        fields::triggers().filter(fits).map(item).collect()
    }

    pub(super) fn trigger_argument(&self, kind: &str, nth: usize) -> Vec<Item> {
        let Some(shape) = fields::trigger(kind, self.place.construct) else { return Vec::new() };
        let arguments = shape.args.iter().skip(nth.min(shape.args.len().saturating_sub(1)));
        let takes_text = arguments.clone().any(|argument| matches!(argument.ty, Type::String | Type::Text(_)));
        let mut items: Vec<Item> = arguments.flat_map(|argument| self.of_type(&argument.ty)).collect();
        items.extend(self.expressions().into_iter().filter(|item| takes_text || item.sort == Sort::Value));
        self.rank_names("", &mut items);
        items
    }

    pub(super) fn verbs(&self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        for construct in constructs::ALL {
            for verb in construct.verbs {
                match items.iter_mut().find(|item| item.label == verb.name) {
                    Some(item) => item.detail = format!("{}, {}", item.detail, construct.kind),
                    None => items.push(Item::new(verb.name, Sort::Verb, construct.kind).docs(verb.doc).rank(2)),
                }
            }
        }
        // what something in the stack has comes first
        let here: Vec<&str> = self.declared().filter_map(|(_, c)| c).flat_map(|c| c.verbs).map(|v| v.name).collect();
        items.iter_mut().filter(|item| here.contains(&item.label.as_str())).for_each(|item| item.rank = 1);
        // and before it what the target has that stands there
        let target = self.rest().split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
        let target = self.analysis.index().named(self.unit, target).map(|def| self.analysis.index().def(def).kind);
        if let Some(DefKind::Construct(construct)) = target {
            items.iter_mut().filter(|item| construct.verb(&item.label).is_some()).for_each(|item| item.rank = 0);
        }
        items
    }

    /// The declarations that have all these verbs.
    pub(super) fn targets(&self, verbs: &[&str]) -> Vec<Item> {
        let words: Vec<&str> = verbs.iter().copied().filter(|v| !v.starts_with('"')).collect();
        let has = |construct: &crate::schema::Construct| words.iter().all(|v| construct.verb(v).is_some());
        let mut items: Vec<Item> = (self.declared())
            .filter(|(_, construct)| construct.is_some_and(has))
            .map(|(def, construct)| {
                Item::new(def.name.as_str(), Sort::Declaration, construct.map_or("", |c| c.kind)).rank(1)
            })
            .collect();
        items.push(Item::new("on", Sort::Keyword, "on which ARNs").rank(6));
        items
    }

    pub(super) fn existing_kinds(&self) -> Vec<Item> {
        let kinds = constructs::ALL.iter().filter(|c| !c.existing.is_empty());
        let item = |c: &&crate::schema::Construct| {
            Item::new(c.kind, Sort::Kind, short(c.doc)).snippet(format!("{} ${{1:Name}} {{ $0 }}", c.kind))
        };
        let mut items: Vec<Item> =
            kinds.map(item).chain([Item::new("resource", Sort::Keyword, "any resource type")]).collect();
        self.rank_kinds(&mut items);
        items
    }

    pub(super) fn types(&self) -> Vec<Item> {
        let words = reference::TYPES.iter().filter(|(word, ..)| word.chars().all(char::is_alphanumeric));
        let mut items: Vec<Item> =
            words.map(|(word, form, doc)| Item::new(*word, Sort::Type, *form).docs(*doc).rank(1)).collect();
        let own = self.analysis.index().defs.iter().filter(|d| matches!(d.kind, DefKind::Type) && d.unit == self.unit);
        items.extend(own.map(|d| Item::new(d.name.as_str(), Sort::Type, "type")));
        items
    }

    /// The stages' keys: what every variant has.
    pub(super) fn stage_keys(&self) -> Vec<String> {
        let files = self.analysis.loaded.units.first().into_iter().flat_map(|unit| &unit.files);
        let mut keys = Vec::new();
        for member in files.flat_map(|file| &file.members) {
            let MemberKind::Stages { body } = &member.kind else { continue };
            for variant in &body.members {
                let MemberKind::Property { value, .. } = &variant.kind else { continue };
                let crate::syntax::ast::ExprKind::Map(map) = &value.kind else { continue };
                for field in &map.members {
                    if let MemberKind::Property { key, .. } = &field.kind
                        && let Some(name) = fields::key_of(key)
                        && !keys.iter().any(|k| k == name)
                    {
                        keys.push(name.to_string());
                    }
                }
            }
        }
        keys
    }
}

/// The beginning of a documentation, for one line beside a word.
fn short(doc: &str) -> &str {
    let end = [" (", ". ", ": "].iter().filter_map(|mark| doc.find(mark)).min().unwrap_or(doc.len());
    doc[..end].trim_end_matches('.')
}

fn property(property: &Property) -> Item {
    let needed = property.default == Default::Required;
    let detail = format!("{}{}", reference::type_words(&property.ty), if needed { ", required" } else { "" });
    let value = match property.ty {
        Type::Record(_) => "{ $0 }".to_string(),
        Type::List(..) => "[$0]".to_string(),
        Type::String | Type::Text(_) | Type::Name(_) => "\"$0\"".to_string(),
        _ => "$0".to_string(),
    };
    Item::new(property.name, Sort::Property, detail)
        .docs(reference::property_doc(property))
        .snippet(format!("{}: {value}", property.name))
        .rank(if needed { 0 } else { 1 })
}

/// The one line that the reference has for a statement.
fn form(word: &str) -> String {
    reference::find(word, Group::Form).map_or(String::new(), |page| page.summary.clone())
}
