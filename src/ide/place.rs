//! Where the cursor stands: in which block, and what of the statement stands before it. The tree says the block, the text
//! the rest, since a statement that is being typed is seldom whole.

use super::fields::{self, Fields, Shape};
use crate::constructs;
use crate::load::Unit;
use crate::schema::Construct;
use crate::source::Span;
use crate::syntax::ast::{Block, Element, Expr, ExprKind, Key, Member, MemberKind};
use rustc_hash::FxHashMap;

/// The block round a place, and what it takes.
#[derive(Clone, Copy)]
pub struct Place<'u> {
    pub fields: Fields,
    /// The members of the innermost block.
    pub members: &'u [Member],
    /// Where the innermost block begins, behind its brace; 0 for the file.
    pub start: u32,
    /// The declaration round the place.
    pub construct: Option<&'static Construct>,
    /// How many blocks are round the place.
    pub depth: usize,
    /// Which unit each module is.
    links: &'u FxHashMap<Span, usize>,
}

/// What is being written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Statement<'t> {
    /// The beginning of a statement, or nothing yet.
    Start,
    Decorator,
    /// `on `, with the kind still to come.
    TriggerKind,
    /// `on kind `, with the number of the argument.
    TriggerArgument(&'t str, usize),
    Verb,
    /// `can read, write `, with the verbs.
    Target(Vec<&'t str>),
    ExistingKind,
    ResourceType,
    /// `param name: `.
    ParamType,
    /// `key: `, in how many open lists, with the name of the form whose argument it is.
    Value(&'t str, usize, Option<&'t str>),
    /// Any other expression.
    Expression,
    /// A name of one's own.
    Name,
}

/// The innermost block round `offset`.
pub fn find<'u>(unit: &'u Unit, members: &'u [Member], offset: u32) -> Place<'u> {
    let place = Place { fields: Fields::File, members, start: 0, construct: None, depth: 0, links: &unit.links };
    descend(place, offset)
}

fn descend(mut place: Place<'_>, offset: u32) -> Place<'_> {
    while let Some(inner) = step(place, offset) {
        place = inner;
    }
    place
}

fn inside(block: &Block, offset: u32) -> bool {
    block.span.start() < offset && offset < block.span.end()
}

fn into<'u>(place: Place<'u>, block: &'u Block, fields: Fields, offset: u32) -> Option<Place<'u>> {
    let next =
        Place { fields, members: &block.members, start: block.span.start() + 1, depth: place.depth + 1, ..place };
    inside(block, offset).then_some(next)
}

fn step(place: Place<'_>, offset: u32) -> Option<Place<'_>> {
    place.members.iter().filter(|m| m.span.start() <= offset && offset <= m.span.end()).find_map(|member| {
        let to = |block, fields| into(place, block, fields, offset);
        match &member.kind {
            MemberKind::Property { key, value } => {
                let shape = fields::key_of(key).and_then(|name| place.fields.shape(name));
                value_step(place, value, shape, offset)
            }
            MemberKind::Trigger { kind, args, blocks } => {
                let shape = fields::trigger(&kind.text, place.construct);
                let options = shape.map_or(Fields::Free, |s| Fields::Properties(s.options));
                let has_pattern = shape.is_some_and(|s| s.pattern.is_some());
                let block = blocks
                    .iter()
                    .enumerate()
                    .find_map(|(i, block)| to(block, if has_pattern && i == 0 { Fields::Free } else { options }));
                block.or_else(|| args.iter().find_map(|arg| value_step(place, arg, None, offset)))
            }
            MemberKind::Decl(decl) => {
                let next = to(decl.body.as_ref()?, place.fields.of_block(&decl.kind.text))?;
                let construct = match next.fields {
                    Fields::Construct(construct) => Some(construct),
                    _ => place.construct,
                };
                Some(Place { construct, ..next })
            }
            MemberKind::Resource { ty, body: Some(body), .. } => to(body, Fields::of_resource(&ty.text)),
            MemberKind::Defaults { kind, body } => {
                to(body, constructs::find(&kind.text).map_or(Fields::Free, Fields::Construct))
            }
            MemberKind::Stack { body: Some(body), .. } => to(body, Fields::Stack),
            MemberKind::Module { path, body: Some(body), .. } => {
                to(body, place.links.get(&path.span).map_or(Fields::Free, |unit| Fields::Module(*unit)))
            }
            MemberKind::Param { body: Some(body), .. } => to(body, Fields::Free),
            MemberKind::If { then, otherwise, .. } => {
                let fields = place.fields;
                to(then, fields).or_else(|| otherwise.as_ref().and_then(|block| to(block, fields)))
            }
            MemberKind::For { body, .. } => to(body, place.fields),
            MemberKind::Override { part, body } => {
                let part = part.as_ref().map_or("", |part| part.text.as_str());
                to(body, place.construct.map_or(Fields::Free, |construct| Fields::of_part(construct, part)))
            }
            MemberKind::Stages { body }
            | MemberKind::Mapping { body, .. }
            | MemberKind::Rule { body, .. }
            | MemberKind::Metadata { body }
            | MemberKind::Template { body }
            | MemberKind::Test { body, .. } => to(body, Fields::Free),
            MemberKind::Let { value, .. } | MemberKind::Output { value, .. } => value_step(place, value, None, offset),
            _ => None,
        }
    })
}

fn value_step<'u>(place: Place<'u>, expr: &'u Expr, shape: Option<Shape>, offset: u32) -> Option<Place<'u>> {
    if offset < expr.span.start() || expr.span.end() < offset {
        return None;
    }
    let item = shape.and_then(Shape::item);
    match &expr.kind {
        ExprKind::Map(block) => into(place, block, shape.map_or(Fields::Free, Shape::record), offset),
        ExprKind::List(elements) => elements.iter().find_map(|element| match element {
            Element::Expr(expr) => value_step(place, expr, item, offset),
            Element::If { then, otherwise, .. } => {
                [then].into_iter().chain(otherwise).find_map(|e| value_step(place, e, item, offset))
            }
        }),
        ExprKind::Call { args, .. } => args.iter().find_map(|arg| value_step(place, arg, None, offset)),
        ExprKind::Paren(inner) => value_step(place, inner, shape, offset),
        ExprKind::Ternary { then, otherwise, .. } => {
            [then, otherwise].into_iter().find_map(|e| value_step(place, e, shape, offset))
        }
        _ => None,
    }
}

impl<'u> Place<'u> {
    /// What the innermost block says already.
    pub fn said(&self) -> impl Iterator<Item = &'u str> {
        self.members.iter().filter_map(|member| match &member.kind {
            MemberKind::Property { key: Key::Name(name), .. } => Some(name.text.as_str()),
            _ => None,
        })
    }
}

/// The statement's text before the cursor: of its line, behind the last comma that stands in no bracket.
pub fn before(text: &str, start: u32, offset: u32) -> &str {
    let upto = text.get(..offset as usize).unwrap_or(text);
    let line = upto.rfind('\n').map_or(0, |i| i + 1).max((start as usize).min(upto.len()));
    let piece = upto.get(line..).unwrap_or("");
    let (mut depth, mut quoted, mut from) = (0usize, false, 0);
    for (i, c) in piece.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' | '(' | '{' => depth += 1,
            ']' | ')' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 && !has_commas(piece) => from = i + 1,
            _ => {}
        }
    }
    piece[from..].trim_start()
}

/// Whether commas are a part of the statement that a line is.
fn has_commas(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("can ") || line.starts_with("for ")
}

/// The word that ends at the cursor.
pub fn word(text: &str) -> &str {
    let start = text
        .rfind(|c: char| !(c.is_alphanumeric() || c == '_'))
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    &text[start..]
}

/// What sort of text the cursor stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Text {
    /// In none.
    Code,
    Comment,
    /// In a string, of which the inside begins here.
    String(usize),
    /// In `${…}`, of which the inside begins here.
    Hole(usize),
}

/// What the cursor at the end of a statement's text stands in.
pub fn text_at(before: &str) -> Text {
    let mut open: Vec<Text> = Vec::new();
    let mut chars = before.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let quoted = matches!(open.last(), Some(Text::String(_)));
        match c {
            '\\' if quoted => drop(chars.next()),
            '"' if quoted => drop(open.pop()),
            '"' => open.push(Text::String(at + 1)),
            '$' if quoted && chars.peek().is_some_and(|(_, c)| *c == '{') => {
                chars.next();
                open.push(Text::Hole(at + 2));
            }
            '{' if !quoted && !open.is_empty() => open.push(Text::Code),
            '}' if !quoted => drop(open.pop()),
            '/' if !quoted && chars.peek().is_some_and(|(_, c)| *c == '/') => return Text::Comment,
            _ => {}
        }
    }
    open.last().copied().unwrap_or(Text::Code)
}

/// What the text before the cursor is the beginning of.
pub fn statement(before: &str) -> Statement<'_> {
    let words: Vec<&str> = before.split_whitespace().collect();
    let fresh = before.ends_with(char::is_whitespace);
    let count = words.len() + usize::from(fresh || words.is_empty());
    if before.starts_with('@') && count < 2 {
        return Statement::Decorator;
    }
    match words.first().copied() {
        None => return Statement::Start,
        Some("on") if count == 2 => return Statement::TriggerKind,
        Some("on") if count > 2 => return Statement::TriggerArgument(words[1], count - 3),
        Some("can") if count >= 2 => return grant(before),
        Some("existing") if count == 2 => return Statement::ExistingKind,
        Some("resource" | "existing") if before.contains(':') => return Statement::ResourceType,
        Some("param") if before.contains('=') => return Statement::Expression,
        Some("param") if before.contains(':') => return Statement::ParamType,
        Some("let" | "output" | "condition") if before.contains('=') => return Statement::Expression,
        Some("if" | "assert" | "transform") if count >= 2 => return Statement::Expression,
        Some("for") if words.contains(&"in") && count > 3 => return Statement::Expression,
        _ => {}
    }
    if let Some((key, value)) = property(before) {
        let open = value.matches('[').count().saturating_sub(value.matches(']').count());
        return Statement::Value(key, open, form(value));
    }
    match before.rfind('[').filter(|open| !before[*open..].contains(']')) {
        Some(_) => Statement::Expression,
        None if count == 1 => Statement::Start,
        None => Statement::Name,
    }
}

/// `key` and what stands behind its colon.
fn property(before: &str) -> Option<(&str, &str)> {
    let (key, value) = before.split_once(':')?;
    let key = key.trim();
    (!value.starts_with(':') && key.chars().all(|c| c.is_alphanumeric() || c == '_')).then_some((key, value))
}

/// The name before the last bracket that is still open.
fn form(value: &str) -> Option<&str> {
    let open = value.rfind('(').filter(|at| !value[*at..].contains(')'))?;
    Some(word(&value[..open])).filter(|name| !name.is_empty())
}

fn grant(before: &str) -> Statement<'_> {
    let rest = before.get(3..).unwrap_or("").trim_start();
    let last = rest.rsplit(',').next().unwrap_or("");
    // a verb is behind `can` or a comma, as long as no target was named
    let verbs_end = rest.char_indices().find(|(i, c)| c.is_whitespace() && !rest[..*i].trim_end().ends_with(','));
    match verbs_end {
        Some((end, _)) if !rest[end..].trim_start().starts_with(',') => {
            Statement::Target(rest[..end].split(',').map(str::trim).filter(|v| !v.is_empty()).collect())
        }
        _ if last.trim_start().contains(char::is_whitespace) => Statement::Expression,
        _ => Statement::Verb,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements() {
        assert_eq!(statement(""), Statement::Start);
        assert_eq!(statement("mem"), Statement::Start);
        assert_eq!(statement("on "), Statement::TriggerKind);
        assert_eq!(statement("on qu"), Statement::TriggerKind);
        assert_eq!(statement("on queue "), Statement::TriggerArgument("queue", 0));
        assert_eq!(statement("can "), Statement::Verb);
        assert_eq!(statement("can read, wr"), Statement::Verb);
        assert_eq!(statement("can read, write "), Statement::Target(vec!["read", "write"]));
        assert_eq!(statement("can read Or"), Statement::Target(vec!["read"]));
        assert_eq!(statement("runtime: py"), Statement::Value("runtime", 0, None));
        assert_eq!(statement("layers: [A, "), Statement::Value("layers", 1, None));
        assert_eq!(statement("deploy: canary("), Statement::Value("deploy", 0, Some("canary")));
        assert_eq!(statement("resource X: AWS::S"), Statement::ResourceType);
        assert_eq!(statement("param x: st"), Statement::ParamType);
        assert_eq!(statement("function Wo"), Statement::Name);
        assert_eq!(statement("function Work["), Statement::Expression);
        assert_eq!(statement("for k, v in "), Statement::Expression);
        assert_eq!(statement("output url = Ap"), Statement::Expression);
    }

    #[test]
    fn texts() {
        assert_eq!(text_at("name: \"abc"), Text::String(7));
        assert_eq!(text_at("name: \"abc\""), Text::Code);
        assert_eq!(text_at("name: \"a${b"), Text::Hole(10));
        assert_eq!(text_at("name: \"a${b}c"), Text::String(7));
        assert_eq!(text_at("name: \"a${b[\"x"), Text::String(13));
        assert_eq!(text_at("// x"), Text::Comment);
        assert_eq!(before("queue A { retain: 1 h, vis", 10, 26), "vis");
        assert_eq!(word("x: Or"), "Or");
    }
}
