//! What is shown of the changes, before it is laid out for a terminal or for a pull request.

use super::change::{Data, Diff, Effect, From, OtherChange, ResourceChange, ValueChange};
use super::network::Rules;
use super::order::is_policy;
use super::policy::{Grant, Holder, Kind};
use super::shown;
use super::term::Term;
use crate::source::{Sources, Span};

/// How something is coloured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    Danger,
    Care,
    Good,
    Plain,
    Dim,
}

/// Sections of items, each with lines.
pub struct Page {
    pub sections: Vec<Section>,
    pub notes: Vec<String>,
    /// One line that counts.
    pub summary: String,
}

pub struct Section {
    pub title: &'static str,
    pub tone: Tone,
    pub items: Vec<Item>,
}

pub struct Item {
    pub name: String,
    /// The type of a resource, and what happens to it.
    pub about: String,
    pub place: String,
    pub lines: Vec<Line>,
}

/// Path, values, effect, place; of remarks only the first.
pub struct Line {
    pub tone: Tone,
    pub cells: [String; 4],
}

/// Where the places of both sides are.
#[derive(Clone, Copy)]
pub struct Places<'a> {
    pub old: &'a Sources,
    pub new: &'a Sources,
}

impl Places<'_> {
    /// `main.sls:12`; nothing where no place is known.
    pub fn show(&self, (from, span): (From, Span)) -> String {
        if span == Span::default() {
            return String::new();
        }
        let sources = if from == From::New { self.new } else { self.old };
        let source = sources.get(span.file());
        format!("{}:{}", source.path, source.position(span.start()).line)
    }
}

/// All that is shown, dangers first.
pub fn page(diff: &Diff, places: Places) -> Page {
    let group = |title, tone, wanted: &dyn Fn(&ResourceChange) -> bool| Section {
        title,
        tone,
        items: diff.resources.iter().filter(|c| wanted(c)).map(|c| resource(c, places)).collect(),
    };
    let lost = |c: &ResourceChange| c.is_refused() && c.effect != Effect::Refused;
    let rest = |c: &ResourceChange| !c.is_refused();
    let of = |effects: &'static [Effect]| {
        move |c: &ResourceChange| rest(c) && c.was.is_none() && effects.contains(&c.effect)
    };
    let holders = diff.holders.iter().map(|h| holder(h, places)).collect();
    let groups = diff.rules.iter().map(|r| rules(r, places)).collect();
    let sections = vec![
        group("data is in danger, and nothing says that it may go", Tone::Danger, &lost),
        group("CloudFormation refuses", Tone::Danger, &|c| c.effect == Effect::Refused),
        Section { title: "permissions", tone: Tone::Care, items: holders },
        Section { title: "security groups", tone: Tone::Care, items: groups },
        group("renamed", Tone::Care, &|c| rest(c) && c.was.is_some()),
        group("replaced", Tone::Care, &of(&[Effect::Replaces, Effect::MayReplace])),
        group("removed", Tone::Care, &of(&[Effect::Remove, Effect::MayRemove])),
        group("changed", Tone::Plain, &of(&[Effect::InPlace, Effect::MayChange])),
        group("added", Tone::Good, &of(&[Effect::Add, Effect::MayAdd])),
        group("in the template only", Tone::Dim, &of(&[Effect::None])),
        Section {
            title: "outside of the resources",
            tone: Tone::Plain,
            items: diff.others.iter().map(|o| other(o, places)).collect(),
        },
    ];
    let sections = sections.into_iter().filter(|s| !s.items.is_empty()).collect();
    Page { sections, notes: diff.notes.clone(), summary: summary(diff) }
}

/// What happens to a resource, in words.
pub fn verb(effect: Effect) -> &'static str {
    match effect {
        Effect::None => "only in the template",
        Effect::MayAdd => "may be added",
        Effect::Add => "added",
        Effect::MayChange => "may change in place",
        Effect::InPlace => "changed in place",
        Effect::MayReplace => "may be replaced",
        Effect::MayRemove => "may be removed",
        Effect::Remove => "removed",
        Effect::Replaces => "replaced",
        Effect::Refused => "refused",
    }
}

fn tone(effect: Effect) -> Tone {
    match effect {
        Effect::Refused => Tone::Danger,
        Effect::Replaces | Effect::MayReplace | Effect::Remove | Effect::MayRemove => Tone::Care,
        Effect::Add | Effect::MayAdd => Tone::Good,
        Effect::InPlace | Effect::MayChange => Tone::Plain,
        Effect::None => Tone::Dim,
    }
}

fn remark(tone: Tone, text: impl Into<String>) -> Line {
    Line { tone, cells: [text.into(), String::new(), String::new(), String::new()] }
}

fn resource(change: &ResourceChange, places: Places) -> Item {
    let mut lines = Vec::new();
    if let Some(fate) = &change.fate {
        let tone = match change.data {
            Data::Lost | Data::MayBeLost if change.allowed.is_none() => Tone::Danger,
            Data::Lost | Data::MayBeLost => Tone::Care,
            _ => Tone::Good,
        };
        lines.push(remark(tone, fate.clone()));
    }
    if let Some(why) = &change.allowed {
        lines.push(remark(Tone::Plain, format!("that is allowed: {why}")));
    }
    if let Some(was) = &change.was {
        let text = format!(
            "renamed from `{was}`: do that first, by a stack refactoring (`aws cloudformation create-stack-refactor`); \
             an update alone makes a new one and removes the old one"
        );
        lines.push(remark(Tone::Care, text));
    }
    lines.extend(change.notes.iter().map(|note| remark(Tone::Care, note.clone())));
    lines.extend(change.values.iter().map(|v| value(v, places)));
    let verb = if change.was.is_some() && change.effect == Effect::None { "renamed" } else { verb(change.effect) };
    let about = format!("{}  {verb}", change.ty);
    Item { name: change.id.to_string(), about, place: places.show(change.at), lines }
}

fn value(change: &ValueChange, places: Places) -> Line {
    let effect = match &change.why {
        Some(why) => format!("{}: {why}", change.effect.word()),
        None => change.effect.word().to_string(),
    };
    let values = match (&change.old, &change.new) {
        (Some(x), Some(y)) if is_policy(x) && is_policy(y) => "see permissions".to_string(),
        (Some(x), Some(y)) if x.same(y) => cut(&y.show()),
        (None, Some(y)) if has_policy(y) => "(none) -> see permissions".to_string(),
        (Some(x), None) if has_policy(x) => "see permissions -> (none)".to_string(),
        (x, y) => pair(x.as_ref(), y.as_ref()),
    };
    Line { tone: tone(change.effect), cells: [shown(&change.path), values, effect, places.show(change.at)] }
}

fn has_policy(term: &Term) -> bool {
    let mut found = false;
    term.walk(&mut |t| found |= is_policy(t));
    found
}

/// Characters that are shown of a value.
const VALUE: usize = 60;

/// `old -> new`, without the beginning that both have if they are long.
fn pair(old: Option<&Term>, new: Option<&Term>) -> String {
    let (x, y) = (old.map(Term::show), new.map(Term::show));
    let skip = match (&x, &y) {
        (Some(x), Some(y)) if x.chars().count().max(y.chars().count()) > VALUE => {
            const BEFORE: usize = 12;
            x.chars().zip(y.chars()).take_while(|(a, b)| a == b).count().saturating_sub(BEFORE)
        }
        _ => 0,
    };
    let from = |text: String| match skip {
        0 => cut(&text),
        _ => format!("...{}", cut(&text.chars().skip(skip).collect::<String>())),
    };
    let side = |text: Option<String>| text.map_or_else(|| "(none)".to_string(), from);
    format!("{} -> {}", side(x), side(y))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(VALUE) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text.to_string(),
    }
}

fn holder(holder: &Holder, places: Places) -> Item {
    let about = match holder.kind {
        Kind::Identity => "what it may do",
        Kind::Trust => "who may take this role",
        Kind::Resource => "who may use it",
    };
    let line = |sign: char, from: From, grant: &Grant| {
        let opens = (sign == '+') == (grant.terms.effect != "Deny");
        let tone = match (opens, sign == '+' && grant.is_wide()) {
            (true, true) => Tone::Danger,
            (true, false) => Tone::Care,
            (false, _) => Tone::Good,
        };
        let wide = if sign == '+' && grant.is_wide() { "wide open" } else { "" };
        let text = format!("{sign} {}", sentence(grant));
        Line { tone, cells: [text, String::new(), wide.into(), places.show((from, grant.span))] }
    };
    let gained = holder.gained.iter().map(|g| line('+', From::New, g));
    let lines = gained.chain(holder.lost.iter().map(|g| line('-', From::Old, g))).collect();
    Item { name: holder.name.clone(), about: about.into(), place: String::new(), lines }
}

/// A grant in one line: `allow dynamodb:GetItem on Orders.Arn`.
pub fn sentence(grant: &Grant) -> String {
    let terms = &grant.terms;
    let mut text = terms.effect.to_lowercase();
    if let Some(who) = &terms.who {
        text.push(' ');
        text.push_str(who);
    }
    let actions: Vec<&str> = grant.actions.iter().map(|a| a.as_str()).filter(|a| !a.is_empty()).collect();
    if !actions.is_empty() {
        text.push_str(if terms.except { " all but " } else { " " });
        text.push_str(&actions.join(", "));
    }
    if !terms.on.is_empty() {
        text.push_str(if actions.is_empty() { " " } else { " on " });
        text.push_str(&terms.on.join(", "));
    }
    if let Some(condition) = &terms.condition {
        text.push_str(" where ");
        text.push_str(condition);
    }
    if let Some(when) = &terms.when {
        text.push_str(&format!(" ({when})"));
    }
    text
}

fn rules(rules: &Rules, places: Places) -> Item {
    let line = |sign: char, from: From, rule: &super::network::Rule| {
        let danger = sign == '+' && rule.open;
        let tone = if danger {
            Tone::Danger
        } else if sign == '+' {
            Tone::Care
        } else {
            Tone::Good
        };
        let word = if danger { "open to the internet" } else { "" };
        let place = places.show((from, rule.span));
        Line { tone, cells: [format!("{sign} {}", rule.text), String::new(), word.into(), place] }
    };
    let opened = rules.opened.iter().map(|r| line('+', From::New, r));
    let lines = opened.chain(rules.closed.iter().map(|r| line('-', From::Old, r))).collect();
    Item { name: rules.group.clone(), about: String::new(), place: String::new(), lines }
}

fn other(change: &OtherChange, places: Places) -> Item {
    let mut lines = Vec::new();
    match (&change.old, &change.new) {
        (Some(x), Some(y)) if !x.same(y) => lines.push(remark(Tone::Plain, pair(Some(x), Some(y)))),
        (Some(_), Some(_)) => {}
        (x, y) => {
            let one = x.as_ref().or(y.as_ref()).map(|t| cut(&t.show())).unwrap_or_default();
            lines.push(remark(Tone::Plain, one));
        }
    }
    if let Some(note) = &change.note {
        lines.push(remark(Tone::Care, note.clone()));
    }
    let name = format!("{} {}", change.section, change.name);
    let about = match (&change.old, &change.new) {
        (None, _) => "added",
        (_, None) => "removed",
        _ if change.effect == Effect::MayChange => "may change",
        _ => "changed",
    };
    Item { name: name.trim().to_string(), about: about.into(), place: places.show(change.at), lines }
}

/// `1 added, 2 changed in place, 1 replaced; data of 1 resource is in danger`.
pub fn summary(diff: &Diff) -> String {
    if diff.is_empty() {
        return "nothing differs".to_string();
    }
    const ORDER: [Effect; 10] = [
        Effect::Refused,
        Effect::Replaces,
        Effect::MayReplace,
        Effect::Remove,
        Effect::MayRemove,
        Effect::InPlace,
        Effect::MayChange,
        Effect::Add,
        Effect::MayAdd,
        Effect::None,
    ];
    let renamed = |c: &&ResourceChange| c.was.is_some() && c.effect == Effect::None;
    let alike = |c: &&ResourceChange, effect: Effect| c.effect == effect && !renamed(c);
    let count = |effect: &Effect| (diff.resources.iter().filter(|c| alike(c, *effect)).count(), verb(*effect));
    let parts = ORDER.iter().map(count).chain([(diff.resources.iter().filter(renamed).count(), "renamed")]);
    let mut parts: Vec<String> = parts.filter(|(n, _)| *n > 0).map(|(n, verb)| format!("{n} {verb}")).collect();
    if parts.is_empty() {
        parts.push("no resource changes".to_string());
    }
    let mut text = parts.join(", ");
    let lost = diff.resources.iter().filter(|c| c.is_refused() && c.data >= Data::MayBeLost).count();
    if lost > 0 {
        text.push_str(&format!("; data in danger: {lost}"));
    }
    text
}
