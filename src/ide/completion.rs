//! What may stand at the cursor: what is required first, then what fits the type, then the rest.

pub(super) mod aws;
mod kinds;
mod members;
mod rank;
mod texts;
mod values;

use super::Analysis;
use super::place::{self, Statement, Text};
use crate::schema::elsewhere;
use crate::source::{FileId, Span};
use rustc_hash::FxHashSet;

/// What sort of thing is offered; editors show an icon for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    Keyword,
    Kind,
    Property,
    Word,
    Declaration,
    Value,
    Function,
    Attribute,
    Verb,
    Type,
    File,
}

/// One thing that may stand there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    pub label: String,
    pub sort: Sort,
    /// A few words beside it: a type, or what it is for.
    pub detail: String,
    /// Markdown.
    pub docs: String,
    /// What is put in, in the snippet syntax of the protocol; the label where empty.
    pub snippet: String,
    /// The smaller, the earlier.
    pub rank: u8,
}

impl Item {
    fn new(label: impl Into<String>, sort: Sort, detail: impl Into<String>) -> Self {
        let (label, detail) = (label.into(), detail.into());
        Item { label, sort, detail, docs: String::new(), snippet: String::new(), rank: 5 }
    }

    /// What other tools call it: it is found by that, too.
    pub fn others(&self) -> impl Iterator<Item = &'static str> + '_ {
        let is_word = matches!(self.sort, Sort::Keyword | Sort::Kind | Sort::Property | Sort::Verb | Sort::Type);
        elsewhere::others(&self.label).filter(move |_| is_word)
    }

    fn docs(mut self, docs: impl Into<String>) -> Self {
        self.docs = docs.into();
        self
    }

    fn snippet(mut self, snippet: impl Into<String>) -> Self {
        self.snippet = snippet.into();
        self
    }

    fn rank(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }
}

/// All that may stand at a place, and what it replaces.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    pub items: Vec<Item>,
    pub replaces: Span,
}

impl Analysis {
    /// What may stand at `offset`, the best first.
    pub fn completion(&self, file: FileId, offset: u32) -> Option<Completion> {
        let (unit, tree) = self.tree(file)?;
        let text = &self.source(file).text;
        let offset = offset.min(text.len() as u32);
        if let Some(rules) = rules(text, file, offset) {
            return Some(rules);
        }
        let here = place::find(&self.loaded.units[unit], &tree.members, offset);
        let before = place::before(text, here.start, offset);
        let asked = Asked { analysis: self, file, unit, place: here, offset };
        let (mut items, typed) = match place::text_at(before) {
            Text::Comment => return None,
            Text::String(start) => {
                let typed = &before[start..];
                let (items, length) = asked.in_string(file, &before[..start - 1], typed);
                (items, &typed[typed.len() - length..])
            }
            Text::Hole(start) => asked.words(&before[start..], |_| Statement::Expression),
            Text::Code => match place::statement(before) {
                // a type's name has colons in it, and is one word
                Statement::ResourceType => {
                    let typed = before.rsplit(char::is_whitespace).next().unwrap_or("");
                    let typed = if typed.ends_with(':') && !typed.contains("::") { "" } else { typed };
                    (asked.at(Statement::ResourceType), typed)
                }
                _ => asked.words(before, place::statement),
            },
        };
        let replaces = Span::in_file(file, offset - typed.len() as u32, offset);
        let typed = typed.to_lowercase();
        items.retain(|item| typed.is_empty() || matches(&item.label.to_lowercase(), &typed));
        items.sort_by_key(|item| (!item.label.to_lowercase().starts_with(&typed), item.rank));
        let mut seen = FxHashSet::default();
        items.retain(|item| seen.insert(item.label.clone()));
        Some(Completion { items, replaces })
    }
}

/// The lint rules, where one is named in `@allow(`; their names have hyphens, which no other word has.
fn rules(text: &str, file: FileId, offset: u32) -> Option<Completion> {
    let upto = text.get(..offset as usize)?;
    let line = &upto[upto.rfind('\n').map_or(0, |i| i + 1)..];
    let typed = line.rsplit_once("@allow(")?.1;
    if !typed.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
        return None;
    }
    let fits = |rule: &&&crate::lint::Rule| typed.is_empty() || matches(rule.name(), typed);
    let item = |rule: &&crate::lint::Rule| Item::new(rule.name(), Sort::Word, rule.group.word()).docs(rule.what);
    let items = crate::lint::rules::ALL.iter().filter(fits).map(item).collect();
    Some(Completion { items, replaces: Span::in_file(file, offset - typed.len() as u32, offset) })
}

/// Whether the letters of `typed` stand in `label` in this order.
fn matches(label: &str, typed: &str) -> bool {
    let mut letters = label.chars();
    typed.chars().all(|c| letters.any(|l| l == c))
}

/// `Jobs` of `Jobs["mail"]`.
fn without_key(base: &str) -> &str {
    match base.strip_suffix(']').and_then(|base| base.rfind('[')) {
        Some(open) => &base[..open],
        None => base,
    }
}

/// What is asked for, and from where.
struct Asked<'a> {
    analysis: &'a Analysis,
    file: FileId,
    unit: usize,
    place: place::Place<'a>,
    offset: u32,
}

impl Asked<'_> {
    /// What may stand behind a text, and the word that it ends with.
    fn words<'t>(&self, before: &'t str, statement: fn(&'t str) -> Statement<'t>) -> (Vec<Item>, &'t str) {
        let typed = place::word(before);
        let base = before[..before.len() - typed.len()].strip_suffix('.').map(|b| b.strip_suffix('?').unwrap_or(b));
        let items = match base {
            Some(base) => self.fields_of(place::word(without_key(base)), &statement(before)),
            None => self.at(statement(before)),
        };
        (items, typed)
    }

    fn at(&self, statement: Statement<'_>) -> Vec<Item> {
        match statement {
            Statement::Start => self.statements(),
            Statement::Decorator => self.decorators(),
            Statement::TriggerKind => self.trigger_kinds(),
            Statement::TriggerArgument(kind, nth) => self.trigger_argument(kind, nth),
            Statement::Verb => self.verbs(),
            Statement::Target(verbs) => self.targets(&verbs),
            Statement::ExistingKind => self.existing_kinds(),
            Statement::ParamType => self.types(),
            Statement::Value(key, lists, form) => self.value_of(key, lists, form),
            Statement::Expression => {
                let mut items = self.expressions();
                self.rank_names("", &mut items);
                items
            }
            Statement::ResourceType => aws::resource_types(),
            Statement::Name => Vec::new(),
        }
    }
}
