//! What stands behind the cursor says much of what is missing before it: a value says which property, a body which kind, a name
//! which trigger. Nothing is left out for it; what fits comes first.

use super::super::fields::Fields;
use super::super::index::DefKind;
use super::{Asked, Item, Sort};
use crate::files::join;
use crate::quantity::Unit;
use crate::schema::{Names, Property, TriggerShape, Type};
use crate::syntax::pseudo::PSEUDO;
use rustc_hash::FxHashMap;

/// How well something goes with what stands there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fit {
    Sure,
    Good,
    Open,
    Not,
}

impl Fit {
    /// What it makes of a rank: a sure one goes before all, one that does not fit behind.
    pub fn of(self, rank: u8) -> u8 {
        match self {
            Fit::Sure => 0,
            Fit::Good => 1,
            Fit::Open => rank.saturating_add(2),
            Fit::Not => rank.saturating_add(20),
        }
    }
}

/// So far a body is looked into, in bytes.
const FAR: usize = 4_000;

impl<'a> Asked<'a> {
    /// The text behind the cursor, to the end of the line.
    pub(super) fn rest(&self) -> &'a str {
        let text = self.analysis.source(self.file).text.get(self.offset as usize..).unwrap_or("");
        text.split('\n').next().unwrap_or("").trim_start()
    }

    pub(super) fn behind(&self) -> &'a str {
        let text = self.analysis.source(self.file).text.get(self.offset as usize..).unwrap_or("");
        text.get(..FAR).unwrap_or(text).trim_start_matches([' ', '\t'])
    }

    /// Puts properties whose type fits the value that stands there first.
    pub(super) fn rank_properties(&self, items: &mut [Item]) {
        let Some(value) = self.rest().strip_prefix(':').map(str::trim_start) else { return };
        for item in items {
            let fit = match self.place.fields {
                Fields::Aws(..) => Fit::Open,
                fields => fields.property(&item.label).map_or(Fit::Not, |property| self.fit_property(property, value)),
            };
            item.rank = fit.of(item.rank);
        }
    }

    fn fit_property(&self, property: &Property, value: &str) -> Fit {
        let text = value.strip_prefix('"').and_then(|rest| rest.split('"').next());
        match (property.names, text) {
            (Names::Path, Some(text)) => {
                let source = &self.analysis.source(self.file).path;
                let path = join(crate::files::parent(source), text);
                if self.analysis.files.kind(&path).is_some() { Fit::Sure } else { Fit::Open }
            }
            (Names::Handler { .. }, Some(text)) => {
                let handler = text.contains('.') && !text.contains([' ', ':']) && !text.starts_with('.');
                if handler { Fit::Good } else { Fit::Not }
            }
            _ => {
                let fit = self.fit(&property.ty, value);
                // `memory: stage.memory`, `vpc: vpc`
                let word: &str =
                    value.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).next().unwrap_or("");
                let same = word.rsplit('.').next() == Some(property.name);
                if same && fit == Fit::Open { Fit::Good } else { fit }
            }
        }
    }

    /// Whether a value, of which the beginning is given, can be of a type.
    pub(super) fn fit(&self, ty: &Type, value: &str) -> Fit {
        let word: &str = value.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).next().unwrap_or("");
        let name = word.split('.').next().unwrap_or("");
        let is_call = value[word.len()..].starts_with('(');
        match ty {
            Type::OneOf(types) => types.iter().map(|ty| self.fit(ty, value)).min().unwrap_or(Fit::Open),
            Type::List(inner, ..) => match value.strip_prefix('[') {
                Some(rest) if rest.trim_start().starts_with(']') => Fit::Good,
                Some(rest) => self.fit(inner, rest.trim_start()),
                None => self.fit_name(ty, name, Fit::Not),
            },
            Type::OneOrMore(inner, _) => self.fit(inner, value.strip_prefix('[').unwrap_or(value).trim_start()),
            Type::Record(properties) => match value.strip_prefix('{') {
                Some(rest) => fit_keys(properties, rest),
                None => self.fit_name(ty, name, Fit::Not),
            },
            Type::Map(inner) => match value.strip_prefix('{').map(str::trim_start) {
                Some(rest) => match rest.split_once(':').map(|(_, first)| self.fit(inner, first.trim_start())) {
                    Some(Fit::Not) => Fit::Not,
                    _ => Fit::Good,
                },
                None => self.fit_name(ty, name, Fit::Not),
            },
            Type::Calls(shapes) if is_call => {
                if shapes.iter().any(|shape| shape.name == word) {
                    Fit::Sure
                } else {
                    Fit::Not
                }
            }
            Type::Calls(_) => Fit::Not,
            Type::Words(words) if words.iter().any(|w| w.word == word) => Fit::Sure,
            Type::Table(table) if (table.has)(word) => Fit::Sure,
            Type::Bool if matches!(word, "true" | "false") => Fit::Sure,
            Type::Metric if self.is_metric(word) => Fit::Sure,
            Type::Ref(kinds, _) | Type::Decl(kinds) if self.kind_of(name).is_some_and(|kind| kinds.contains(&kind)) => {
                Fit::Sure
            }
            _ => fit_literal(ty, value).unwrap_or_else(|| self.fit_name(ty, name, Fit::Open)),
        }
    }

    /// A name that means a declaration fits text; one of another kind than is wanted does not.
    fn fit_name(&self, ty: &Type, name: &str, otherwise: Fit) -> Fit {
        let is_value = self.analysis.index().named(self.unit, name).is_some() || matches!(name, "stage" | "aws");
        match (ty, self.kind_of(name)) {
            (Type::String | Type::Text(_) | Type::Json, Some(_)) => Fit::Open,
            (_, Some(_)) => Fit::Not,
            _ if is_value => Fit::Open,
            _ => otherwise,
        }
    }

    fn kind_of(&self, name: &str) -> Option<&'static str> {
        let def = self.analysis.index().named(self.unit, name)?;
        self.analysis.kind_of_def(def).map(|construct| construct.kind)
    }

    fn is_metric(&self, word: &str) -> bool {
        let Some((name, metric)) = word.split_once('.') else { return false };
        let Some(def) = self.analysis.index().named(self.unit, name) else { return false };
        matches!(self.analysis.index().def(def).kind,
            DefKind::Construct(construct) if construct.metrics.iter().any(|m| m.name == metric))
    }

    /// Puts the triggers first whose arguments and options stand there.
    pub(super) fn fit_trigger(&self, shape: &'static TriggerShape) -> Fit {
        let rest = self.rest();
        if rest.is_empty() {
            return Fit::Open;
        }
        let needs = shape.args.iter().any(|a| a.presence == crate::schema::Presence::Needed);
        if let Some(block) = rest.strip_prefix('{') {
            return match (needs, shape.pattern) {
                (true, _) => Fit::Not,
                (false, Some(_)) => Fit::Good,
                (false, None) => fit_keys(shape.options, block),
            };
        }
        let word: &str = rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
        if let Some(kind) = self.kind_of(word) {
            let source = crate::constructs::find(kind).and_then(|c| c.trigger);
            if source.is_some_and(|t| std::ptr::eq(t, shape)) {
                return Fit::Sure;
            }
        }
        let fits = shape.args.iter().map(|argument| self.fit(&argument.ty, rest)).min();
        fits.unwrap_or(Fit::Not)
    }

    /// Puts those names first that are used nowhere yet, that the key is called after, and that have what is asked of them.
    pub(super) fn rank_names(&self, key: &str, items: &mut [Item]) {
        let index = self.analysis.index();
        let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
        for (_, def) in index.all_uses() {
            *counts.entry(def).or_default() += 1;
        }
        let field = self
            .rest()
            .strip_prefix('.')
            .map(|rest| rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or(""));
        let is_call = self.rest().starts_with('(');
        let key = letters(key);
        for item in items {
            if is_call != (item.sort == Sort::Function) && is_call {
                item.rank = item.rank.saturating_add(10);
            }
            let Some(def) = index.named(self.unit, &item.label) else {
                if let Some(field) = field {
                    let has = match item.label.as_str() {
                        "aws" => PSEUDO.iter().any(|(word, ..)| *word == field),
                        "stage" => field == "name" || self.stage_keys().iter().any(|key| key == field),
                        _ => false,
                    };
                    item.rank = if has { 0 } else { item.rank.saturating_add(10) };
                }
                continue;
            };
            let (name, word) = (letters(&index.def(def).name), letters(&index.def(def).word));
            let alike =
                !key.is_empty() && (name.contains(&key) || key.contains(&name) || word_in(&key, &index.def(def).name));
            let of_kind = !key.is_empty() && !word.is_empty() && key.contains(&word);
            // what runs is seldom named: it is triggered
            let runs = matches!(index.def(def).kind, DefKind::Construct(construct) if construct.compute.is_some());
            let unused = !runs && counts.get(&def).copied().unwrap_or(0) <= 1;
            let better = 2 * u8::from(alike) + u8::from(of_kind) + 2 * u8::from(unused);
            item.rank = item.rank.saturating_sub(better.min(3));
            if let Some(field) = field.filter(|field| !field.is_empty()) {
                let has = self.has_field(def, field);
                item.rank = if has { item.rank.saturating_sub(1) } else { item.rank.saturating_add(10) };
            }
        }
    }

    fn has_field(&self, def: usize, field: &str) -> bool {
        let index = self.analysis.index();
        match index.def(def).kind {
            DefKind::Construct(construct) => {
                construct.attributes.iter().any(|a| a.name == field)
                    || construct.metrics.iter().any(|m| m.name == field)
                    || index.defs.iter().any(|d| d.parent == Some(def) && d.name == field)
            }
            DefKind::Module(Some(unit)) => {
                index.defs.iter().any(|d| d.unit == unit && matches!(d.kind, DefKind::Output) && d.name == field)
            }
            DefKind::Param | DefKind::Let | DefKind::Local | DefKind::Mapping | DefKind::Resource => true,
            _ => false,
        }
    }

    /// Words of a closed set that the code speaks for: a runtime whose files lie there.
    pub(super) fn rank_runtimes(&self, key: &str, items: &mut [Item]) {
        let Some(code) = self.place.fields.properties().iter().find_map(|p| match p.names {
            Names::Handler { code, runtime } if runtime == key => Some(code),
            _ => None,
        }) else {
            return;
        };
        let kind = self.place.construct.map(|construct| construct.kind);
        let Some(code) = self.analysis.text_of(self.place.members, kind, code, self.file) else { return };
        for item in items {
            let fits = self.analysis.has_code_for(self.file, &code, &item.label);
            // what has ended stays behind
            if !fits && item.rank == 0 {
                item.rank = 1;
            }
        }
    }
}

/// The letters and digits of a name, in small letters.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether one of the words of a name stands in a key: `Receipts` in `RECEIPT_URL`.
fn word_in(key: &str, name: &str) -> bool {
    let mut words: Vec<String> = Vec::new();
    for c in name.chars() {
        match words.last_mut() {
            Some(word) if !c.is_uppercase() && c != '_' => word.extend(c.to_lowercase()),
            _ => words.push(c.to_lowercase().collect()),
        }
    }
    words.iter().map(|word| word.trim_end_matches('s')).any(|word| word.len() >= 4 && key.contains(word))
}

/// Whether the keys that stand in braces are those of a record.
fn fit_keys(properties: &[Property], inside: &str) -> Fit {
    let keys = super::kinds::heads(inside);
    match keys.iter().all(|key| properties.iter().any(|p| p.name == *key)) {
        _ if keys.is_empty() => Fit::Open,
        true => Fit::Sure,
        false => Fit::Not,
    }
}

/// Whether a number or a text fits; none where it is neither.
fn fit_literal(ty: &Type, value: &str) -> Option<Fit> {
    if value.starts_with('"') {
        return Some(match ty {
            Type::String | Type::Text(_) | Type::Name(_) | Type::Json => Fit::Open,
            Type::Ref(..) if value.starts_with("\"arn:") => Fit::Open,
            _ => Fit::Not,
        });
    }
    if !value.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number = value.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '_'))).unwrap_or(value.len());
    let number = value[..number].trim_end_matches('.').len();
    let rest = value[number..].trim_start();
    if rest.starts_with("..") {
        return Some(if matches!(ty, Type::Range(..)) { Fit::Sure } else { Fit::Not });
    }
    let unit = rest.split(|c: char| !(c.is_alphabetic() || c == '%')).next().unwrap_or("");
    let unit = Unit::from_word(unit).map(Unit::measure);
    let amount = value[..number].replace('_', "").parse::<f64>().unwrap_or(0.0);
    Some(match (ty, unit) {
        (Type::Duration(own, least, most), Some(unit)) | (Type::Size(own, least, most), Some(unit))
            if own.measure() == unit =>
        {
            let word = rest.split(|c: char| !(c.is_alphabetic() || c == '%')).next().unwrap_or("");
            let factor = Unit::from_word(word).map_or(1.0, Unit::factor);
            let amount = amount * factor / own.factor();
            if *least as f64 <= amount && amount <= *most as f64 { Fit::Good } else { Fit::Not }
        }
        (Type::Vcpu, Some(crate::quantity::Measure::Vcpu))
        | (Type::Percent(..), Some(crate::quantity::Measure::Percent)) => Fit::Sure,
        (Type::Int(least, most) | Type::Range(least, most), None) => {
            if *least as f64 <= amount && amount <= *most as f64 { Fit::Good } else { Fit::Not }
        }
        (Type::Number(..), None) => Fit::Good,
        _ => Fit::Not,
    })
}
