//! Statements: properties, bindings, conditions, loops and blocks.

use super::ast::{Block, Decorator, Expr, ExprKind, Ident, Key, Lead, Member, MemberKind, SmolStr, StrPart};
use super::build::{Builder, take};
use super::exprs::NextExpr;
use super::grammar::{Node, Nodes, Rule};
use super::junk::Place;
use super::scan::MAX_DEPTH;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// What stands before the statement that comes: its documentation and decorators, and how the statement before ended.
#[derive(Default)]
struct Before {
    lead: Lead,
    /// The end of the statement before; `None` at the beginning, and where no separator is asked for.
    end: Option<usize>,
    /// A message was given for the text before, and what follows it on the line is part of that.
    said: bool,
}

/// The statements of a block or a file so far.
#[derive(Default)]
pub struct Members {
    done: Vec<Member>,
    before: Before,
}

impl Members {
    /// Those of a file whose first statements are there already.
    pub fn after(done: &[Member]) -> Members {
        let before = Before { end: done.last().map(|m| m.span.end() as usize), ..Before::default() };
        Members { done: done.to_vec(), before }
    }
}

impl Builder<'_, '_> {
    pub fn block(&mut self, node: Node) -> Block {
        let span = self.span(&node);
        Block { span, members: self.members(node.into_inner()) }
    }

    fn block_or_missing(&mut self, nodes: &mut Nodes, at: usize) -> Block {
        match take(nodes, Rule::block) {
            Some(node) => self.block(node),
            None => {
                self.missing(at, "`{`");
                self.no_block(at)
            }
        }
    }

    /// The statements of a block.
    fn members(&mut self, nodes: Nodes) -> Vec<Member> {
        let mut members = Members { done: Vec::with_capacity(nodes.clone().count()), before: Before::default() };
        nodes.for_each(|node| self.next(&mut members, node));
        self.finish(members)
    }

    /// One more statement of a block or a file.
    pub fn next(&mut self, members: &mut Members, node: Node) {
        match node.as_rule() {
            Rule::doc => self.doc(&mut members.before, &node),
            Rule::decorator => {
                let decorator = self.decorator(node);
                members.before.lead.decorators.push(decorator);
                members.before.end = None;
            }
            _ => self.member(&mut members.done, &mut members.before, node),
        }
    }

    /// Whether a statement at `at` stands by itself: documentation, decorators and the text before are no part of it.
    pub fn is_apart(&self, members: &Members, at: usize) -> bool {
        let Before { lead, end, said: _ } = &members.before;
        lead.is_empty() && end.is_some_and(|end| self.separated(end, at))
    }

    pub fn finish(&mut self, mut members: Members) -> Vec<Member> {
        self.leftover(&mut members.done, members.before);
        members.done.shrink_to_fit();
        members.done
    }

    /// Decorators and documentation that nothing follows.
    fn leftover(&mut self, members: &mut Vec<Member>, before: Before) {
        let (Some(first), Some(last)) = (before.lead.decorators.first(), before.lead.decorators.last()) else {
            // it is a comment like any other
            let start = before.lead.docs.map_or(u32::MAX, |d| d.span.start());
            while self.docs.pop_if(|d| *d >= start).is_some() {}
            return;
        };
        let span = before.lead.docs.iter().fold(first.span.to(last.span), |s, d| s.to(d.span));
        let message = "expected a declaration after the decorator";
        self.add(Diagnostic::error(&codes::MISSING_PART, last.span, message));
        members.push(Member { span, lead: Some(Box::new(before.lead)), kind: MemberKind::Junk });
    }

    fn doc(&mut self, before: &mut Before, node: &Node) {
        let text = node.as_str()[3..].trim_end_matches('\r');
        let text = text.strip_prefix(' ').unwrap_or(text);
        let span = self.span(node);
        self.docs.push(span.start());
        before.end = None;
        before.lead.docs = Some(match before.lead.docs.take() {
            Some(docs) => Ident { span: docs.span.to(span), text: SmolStr::new(format!("{}\n{text}", docs.text)) },
            None => Ident { span, text: SmolStr::new(text) },
        });
    }

    fn decorator(&mut self, node: Node) -> Decorator {
        let span = self.span(&node);
        let mut nodes = node.into_inner();
        let name = self.name_or_missing(&mut nodes, span.start() as usize + 1, "the name of a decorator");
        let args = take(&mut nodes, Rule::args).map(|a| self.args(a)).unwrap_or_default();
        Decorator { span, name, args }
    }

    fn member(&mut self, members: &mut Vec<Member>, before: &mut Before, node: Node) {
        let span = self.span(&node);
        let start = span.start() as usize;
        let apart = before.end.is_none_or(|end| self.separated(end, start));
        let said = std::mem::take(&mut before.said) && !apart;
        let is_junk = matches!(node.as_rule(), Rule::junk | Rule::stray);
        let separates = self.in_test && node.as_str() == ";";
        if separates {
            before.end = None;
            return;
        }
        let loose = !apart && is_loose(&node);
        if !apart && !said && self.is_late_for(members, &node) {
            self.late_for(members, node);
            before.end = Some(span.end() as usize);
            return;
        }
        let kind = match (apart, before.end) {
            (false, Some(_)) if said && (is_junk || loose) => MemberKind::Junk,
            (false, Some(_)) if is_junk && self.was_missed_before(start) => MemberKind::Junk,
            _ if is_junk && self.is_list_item(members, start) => MemberKind::Junk,
            (false, Some(_)) if is_junk => self.junk_text(&node, Place::AfterStatement),
            (false, Some(end)) if !said => {
                self.no_separator(end, start);
                if loose { MemberKind::Junk } else { self.statement(node) }
            }
            _ => self.statement(node),
        };
        before.said = matches!(kind, MemberKind::Junk);
        before.end = Some(span.end() as usize);
        let mut member = Member::new(span, kind);
        if !before.lead.is_empty() {
            let lead = std::mem::take(&mut before.lead);
            let spans = lead.docs.iter().map(|d| d.span).chain(lead.decorators.iter().map(|d| d.span));
            member.span = spans.fold(span, Span::to);
            member.lead = Some(Box::new(lead));
        }
        members.push(member);
    }

    /// The second and later `- item` of a list as in YAML: the first has got the message.
    fn is_list_item(&self, members: &[Member], start: usize) -> bool {
        let dash = |at: usize| self.text[at..].starts_with("- ");
        let last = members.last();
        dash(start) && last.is_some_and(|m| matches!(m.kind, MemberKind::Junk) && dash(m.span.start() as usize))
    }

    pub fn statement(&mut self, node: Node) -> MemberKind {
        match node.as_rule() {
            Rule::property | Rule::quoted_property | Rule::odd_property => self.property(node),
            Rule::trigger => self.trigger(node),
            Rule::grant => self.grant(node),
            Rule::conditional => self.conditional(node),
            Rule::repeat => self.repeat(node),
            Rule::binding => self.binding(node),
            Rule::param => self.param(node),
            Rule::function => self.function(node),
            Rule::type_def => self.type_def(node),
            Rule::module => self.module(node),
            Rule::import => self.import(node),
            Rule::transform => {
                let at = self.end(&node);
                let value = self.value(&mut node.into_inner(), at, "a value");
                MemberKind::Transform { value }
            }
            Rule::assertion => self.assertion(node),
            Rule::decl => self.decl(node),
            _ => self.junk_text(&node, Place::Statement),
        }
    }

    pub fn value(&mut self, nodes: &mut Nodes, at: usize, what: &str) -> Expr {
        match nodes.next_if_expr() {
            Some(node) => self.expr(node),
            None => self.no_expr(at, what),
        }
    }

    pub fn name_or_missing(&mut self, nodes: &mut Nodes, at: usize, what: &str) -> Ident {
        match take(nodes, Rule::name) {
            Some(name) => self.ident(&name),
            None => {
                self.missing(at, what);
                self.no_name(at)
            }
        }
    }

    fn property(&mut self, node: Node) -> MemberKind {
        let mut nodes = node.into_inner();
        let Some(key_node) = nodes.next() else { return MemberKind::Junk };
        let key_span = self.span(&key_node);
        let text = key_node.as_str();
        let key = match key_node.as_rule() {
            Rule::name => Key::Name(self.ident(&key_node)),
            Rule::odd_key => self.odd_key(key_span, text),
            _ => Key::Str(key_span, self.string(key_node)),
        };
        let Some(sign) = nodes.next() else {
            self.missing(key_span.end() as usize, "`:` and a value after the key");
            return MemberKind::Junk;
        };
        if sign.as_str() == "=" {
            if matches!(text, "let" | "output" | "param" | "type" | "condition") {
                self.missing(key_span.end() as usize, &format!("a name after `{text}`"));
                return MemberKind::Junk;
            }
            self.wrong_sign(&sign, ":");
        }
        let value = self.property_value(&mut nodes, self.end(&sign));
        MemberKind::Property { key, value }
    }

    pub fn property_value(&mut self, nodes: &mut Nodes, at: usize) -> Expr {
        match nodes.next() {
            Some(junk) if junk.as_rule() == Rule::value_junk => {
                self.junk_text(&junk, Place::Value);
                self.junk(self.span(&junk))
            }
            Some(node) => self.expr(node),
            None => {
                // the message stands at the list of YAML or the bracket that follows
                let next = self.text[at..].trim_start();
                if !next.starts_with("- ") && !next.starts_with([')', ']']) {
                    self.missing(at, "a value");
                }
                self.junk(self.at(at, at))
            }
        }
    }

    fn odd_key(&mut self, span: Span, text: &str) -> Key {
        let message = format!("the key `{text}` must be in quotes");
        let help = "a key without quotes has letters, digits and `_`, and begins with no digit";
        let quoted = format!("\"{}\"", text.replace("${", "\\${"));
        let diagnostic = Diagnostic::error(&codes::INVALID_KEY, span, message).help(help);
        self.add(diagnostic.fix("put it in quotes", span, quoted));
        Key::Str(span, vec![StrPart::Text(span, SmolStr::new(text))])
    }

    /// `=` where a property wants `:`, and the reverse.
    pub fn wrong_sign(&mut self, sign: &Node, wanted: &'static str) {
        let span = self.span(sign);
        let (message, help) = match wanted {
            ":" => (
                "expected `:` after the name of a property, found `=`",
                "`:` describes: a value gets a name by `let name = …`",
            ),
            _ => ("expected `=` after the name, found `:`", "`=` names, `:` describes"),
        };
        let diagnostic = Diagnostic::error(&codes::WRONG_SIGN, span, message).help(help);
        let (title, text) = match wanted {
            ":" => ("replace by `:`", ":"),
            _ if self.text[..span.start() as usize].ends_with(' ') => ("replace by `=`", "="),
            _ => ("replace by `=`", " ="),
        };
        self.add(diagnostic.fix(title, span, text));
    }

    fn conditional(&mut self, node: Node) -> MemberKind {
        let at = node.start() + 2;
        let mut nodes = node.into_inner();
        let outer = self.arms;
        let kind = self.arm(&mut nodes, at);
        self.arms = outer;
        kind
    }

    /// A condition and its block, and the rest of the `else`s within the last of them.
    fn arm(&mut self, nodes: &mut Nodes, at: usize) -> MemberKind {
        let condition = Box::new(self.value(nodes, at, "a condition after `if`"));
        let then = self.block_or_missing(nodes, condition.span.end() as usize);
        let Some(word) = take(nodes, Rule::else_word) else {
            return MemberKind::If { condition, then, otherwise: None };
        };
        let at = self.end(&word);
        let otherwise = match take(nodes, Rule::if_word) {
            Some(word) => self.else_if(nodes, &word),
            None => {
                let block = self.block_or_missing(nodes, at);
                if let Some(word) = take(nodes, Rule::else_word) {
                    let span = self.span(&word);
                    self.error(&codes::UNEXPECTED_TEXT, span, "an `if` has one `else`");
                    nodes.by_ref().for_each(drop);
                }
                block
            }
        };
        MemberKind::If { condition, then, otherwise: Some(otherwise) }
    }

    fn else_if(&mut self, nodes: &mut Nodes, word: &Node) -> Block {
        let span = self.span(word);
        self.arms += 1;
        if self.arms > MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} `else if`s in one another");
            let help = "a map with a key for each case is shorter";
            self.add(Diagnostic::error(&codes::TOO_DEEP, span, message).help(help));
            nodes.by_ref().for_each(drop);
            return self.no_block(span.end() as usize);
        }
        let kind = self.arm(nodes, span.end() as usize);
        let end = match &kind {
            MemberKind::If { otherwise: Some(block), .. } => block.span,
            MemberKind::If { then, .. } => then.span,
            _ => span,
        };
        let span = span.to(end);
        Block { span, members: vec![Member::new(span, kind)] }
    }

    fn repeat(&mut self, node: Node) -> MemberKind {
        let start = node.start() + 3;
        let last = self.end(&node);
        let mut nodes = node.into_inner();
        let names = self.names(&mut nodes);
        let at = names.last().map_or(start, |n| n.span.end() as usize);
        if names.is_empty() {
            self.missing(start, "a name after `for`");
        }
        let list = match take(&mut nodes, Rule::in_word) {
            Some(word) => self.value(&mut nodes, self.end(&word), "a list after `in`"),
            None if names.is_empty() => self.junk(self.at(at, at)),
            None => self.no_expr(at, "`in` and a list"),
        };
        let body = match take(&mut nodes, Rule::block) {
            Some(block) => self.block(block),
            None if matches!(list.kind, ExprKind::Junk) => self.no_block(last),
            None => {
                let help = "what it makes stands in `{ }`, as in `for k, v in map { \"${k}\": v }`";
                self.missing_with(last, "`{`", help);
                self.no_block(last)
            }
        };
        MemberKind::For { names, list: Box::new(list), body }
    }
}

/// A declaration without a body, a string alone: behind another statement it is rather a part of that one gone wrong.
fn is_loose(node: &Node) -> bool {
    match node.as_rule() {
        Rule::decl => !node.as_str().ends_with('}'),
        Rule::quoted_property => node.into_inner().count() == 1,
        _ => false,
    }
}
