//! Lists that are made by a `for`; and such lists, maps and choices as other languages write them.

use super::ast::{Block, Comprehension, Element, Expr, ExprKind, Ident, Key, Member, MemberKind, StrPart};
use super::build::{Builder, take};
use super::exprs::NextExpr;
use super::grammar::{Node, Nodes, Rule};
use super::scan::MAX_DEPTH;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// What a `for` in a list says.
pub struct Generator {
    span: Span,
    names: Vec<Ident>,
    list: Expr,
    condition: Option<Expr>,
    /// The element, where it stands at the end.
    late: Option<Expr>,
}

impl Builder<'_, '_> {
    pub fn generator(&mut self, node: Node) -> Generator {
        let span = self.span(&node);
        let mut nodes = node.into_inner();
        let names = self.names(&mut nodes);
        take(&mut nodes, Rule::in_word);
        let list = match nodes.next_if_expr() {
            Some(node) => self.expr(node),
            None => self.no_expr(span.end() as usize, "`in` and a list"),
        };
        let mut condition = self.comprehension_if(&mut nodes);
        let late = take(&mut nodes, Rule::late).and_then(|node| {
            let mut nodes = node.into_inner();
            let body = nodes.next_if_expr().map(|node| self.expr(node))?;
            condition = condition.take().or(self.comprehension_if(&mut nodes));
            Some(body)
        });
        Generator { span, names, list, condition, late }
    }

    fn comprehension_if(&mut self, nodes: &mut Nodes) -> Option<Expr> {
        take(nodes, Rule::if_word).map(|word| match nodes.next_if_expr() {
            Some(node) => self.expr(node),
            None => self.no_expr(self.end(&word), "a condition after `if`"),
        })
    }

    pub fn comprehension(&mut self, mut elements: Vec<Element>, generator: Generator) -> ExprKind {
        let Generator { span, names, list, condition, late } = generator;
        let body = match (elements.pop(), elements.is_empty(), late) {
            (Some(Element::Expr(body)), true, None) => body,
            (None, _, Some(body)) => {
                self.late_element(span, &list, condition.as_ref(), &body);
                body
            }
            _ => {
                let message = "a `for` in a list makes its elements from one expression";
                let help = "write `[f(x) for x in list]`; lists are joined with `flatten([a, b])`";
                self.add(Diagnostic::error(&codes::UNEXPECTED_TEXT, span, message).help(help));
                self.junk(span)
            }
        };
        ExprKind::Comprehension(Box::new(Comprehension { body, names, list, condition }))
    }

    /// `[for x in list: f(x)]`, as Terraform and Bicep write it.
    fn late_element(&mut self, span: Span, list: &Expr, condition: Option<&Expr>, body: &Expr) {
        let text = |from: u32, to: u32| &self.text[from as usize..to as usize];
        let mut meant = format!("{} {}", text(body.span.start(), body.span.end()), text(span.start(), list.span.end()));
        if let Some(condition) = condition {
            meant += &format!(" if {}", text(condition.span.start(), condition.span.end()));
        }
        let message = "what a list is made of stands before its `for`";
        let diagnostic = Diagnostic::error(&codes::MISPLACED, body.span, message);
        self.add(diagnostic.help("as in `[f(x) for x in list]`").fix("put it there", span, meant));
    }

    /// `if condition { value } else { other }`, `if condition then value else other`.
    pub fn choice(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let mut nodes = node.into_inner();
        let mut arms = vec![self.choice_arm(&mut nodes)];
        while let Some(node) = take(&mut nodes, Rule::choice_else_if) {
            arms.push(self.choice_arm(&mut node.into_inner()));
        }
        let mut meant = "null".to_string();
        let mut all = Some(Expr { span, kind: ExprKind::Null });
        if let Some(node) = take(&mut nodes, Rule::choice_else) {
            all = node.into_inner().next_if_expr().map(|node| self.expr(node));
            meant = all.as_ref().map(|expr| self.text[expr.span.range()].to_string()).unwrap_or_default();
        }
        let count = arms.len();
        for (condition, then) in arms.into_iter().rev() {
            all = match (condition, then, all) {
                (Some(condition), Some(then), Some(otherwise)) if count <= MAX_DEPTH => {
                    meant =
                        format!("{} ? {} : {meant}", &self.text[condition.span.range()], &self.text[then.span.range()]);
                    let (condition, then, otherwise) = (Box::new(condition), Box::new(then), Box::new(otherwise));
                    Some(Expr { span, kind: ExprKind::Ternary { condition, then, otherwise } })
                }
                _ => None,
            };
        }
        let diagnostic =
            Diagnostic::error(&codes::UNEXPECTED_TEXT, span, "a choice is written `condition ? value : other`");
        let Some(all) = all else {
            let end = span.end() as usize;
            self.say(end, diagnostic);
            return self.junk(span);
        };
        self.add(diagnostic.fix(format!("write `{meant}`"), span, meant));
        all
    }

    fn choice_arm(&mut self, nodes: &mut Nodes) -> (Option<Expr>, Option<Expr>) {
        let condition = nodes.next_if_expr().map(|node| self.expr(node));
        let then = take(nodes, Rule::choice_then).and_then(|node| node.into_inner().next_if_expr());
        (condition, then.map(|node| self.expr(node)))
    }

    /// `{ key: value for key in list }`, as Python writes it.
    pub fn is_late_for(&self, members: &[Member], node: &Node) -> bool {
        let property = |m: &Member| m.lead.is_none() && matches!(m.kind, MemberKind::Property { .. });
        node.as_rule() == Rule::repeat
            && members.last().is_some_and(property)
            && node.into_inner().any(|n| n.as_rule() == Rule::in_word)
            && !node.into_inner().any(|n| n.as_rule() == Rule::block)
    }

    /// Puts the property before a `for` into it.
    pub fn late_for(&mut self, members: &mut Vec<Member>, node: Node) {
        let Some(mut property) = members.pop() else { return };
        let span = self.span(&node);
        let mut nodes = node.into_inner();
        let names = self.names(&mut nodes);
        take(&mut nodes, Rule::in_word);
        let list = Box::new(self.value(&mut nodes, span.end() as usize, "a list after `in`"));
        let mut meant = self.text[property.span.range()].to_string();
        if let MemberKind::Property { key, .. } = &mut property.kind
            && let Key::Name(name) = key
            && names.iter().any(|n| n.text == name.text)
        {
            meant = format!("\"${{{}}}\"{}", name.text, &meant[name.text.len()..]);
            let expr = Expr { span: name.span, kind: ExprKind::Name(name.text.clone()) };
            *key = Key::Str(name.span, vec![StrPart::Expr(expr)]);
        }
        let all = property.span.to(span);
        let fix = format!("{} {{ {meant} }}", &self.text[span.range()]);
        let diagnostic = Diagnostic::error(&codes::MISPLACED, span, "a `for` in a map stands round its entries");
        let help = "as in `{ for k, v in map { \"${k}\": v } }`";
        self.add(diagnostic.help(help).fix("put it round them", all, fix));
        let body = Block { span: property.span, members: vec![property] };
        members.push(Member::new(all, MemberKind::For { names, list, body }));
    }
}
