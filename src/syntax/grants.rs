//! Triggers and permissions: `on …` and `can …`.

use super::ast::{Expr, ExprKind, MemberKind, SmolStr, StrPart, Verb};
use super::build::{Builder, take};
use super::exprs::NextExpr;
use super::grammar::{Node, Nodes, Rule};
use crate::diagnostic::{Diagnostic, codes};

impl Builder<'_, '_> {
    pub fn trigger(&mut self, node: Node) -> MemberKind {
        let keyword_end = node.start() + 2;
        let mut nodes = node.into_inner();
        let kind = match take(&mut nodes, Rule::name) {
            Some(name) => self.ident(&name),
            None => {
                self.missing_with(
                    keyword_end,
                    "what it is triggered on",
                    "as in `on queue Jobs`, `on schedule rate(5 min)`",
                );
                self.no_name(keyword_end)
            }
        };
        let mut args = Vec::with_capacity(1);
        while let Some(rule) = nodes.peek().map(|n| n.as_rule()).filter(|r| matches!(r, Rule::arg | Rule::bare_path)) {
            let Some(node) = nodes.next() else { break };
            args.push(match rule {
                Rule::arg => self.arg(node),
                _ => self.unquoted_path(&node),
            });
        }
        let mut blocks = Vec::new();
        while let Some(block) = take(&mut nodes, Rule::block) {
            blocks.push(self.block(block));
        }
        MemberKind::Trigger { kind, args, blocks }
    }

    fn unquoted_path(&mut self, node: &Node) -> Expr {
        let parts = self.unquoted(node, "a path stands in quotes");
        Expr { span: self.span(node), kind: ExprKind::Str(parts) }
    }

    /// A text that wants quotes.
    fn unquoted(&mut self, node: &Node, message: &str) -> Vec<StrPart> {
        let (span, text) = (self.span(node), node.as_str());
        let quoted = format!("\"{text}\"");
        let diagnostic = Diagnostic::error(&codes::WRONG_QUOTES, span, message);
        self.add(diagnostic.fix("put it in quotes", span, quoted));
        vec![StrPart::Text(span, SmolStr::new(text))]
    }

    fn arg(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let mut nodes = node.into_inner();
        let first = self.operand(&mut nodes);
        if nodes.peek().is_none() {
            return first;
        }
        let mut alternatives = vec![first];
        while take(&mut nodes, Rule::alt).is_some() {
            alternatives.push(self.operand(&mut nodes));
        }
        Expr { span, kind: ExprKind::Alternatives(alternatives) }
    }

    pub fn grant(&mut self, node: Node) -> MemberKind {
        let last = self.end(&node);
        let start = node.start();
        let mut nodes = node.into_inner();
        let verbs = self.verbs(&mut nodes);
        if verbs.is_empty() {
            let help = "as in `can read Orders`, or `can \"s3:GetObject\" on arn`";
            self.missing_with(start + 3, "what is permitted", help);
        }
        let on = take(&mut nodes, Rule::on_word);
        let actions = verbs.iter().all(|v| matches!(v, Verb::Action(..)));
        if let (None, true, Some(arg)) = (&on, actions && !verbs.is_empty(), nodes.peek()) {
            let here = self.at(arg.start(), arg.start());
            let (span, found) = self.found(arg.start());
            let message = format!("expected `on` before the ARN, found {found}");
            let diagnostic = Diagnostic::error(&codes::MISSING_PART, span, message);
            self.say(arg.start(), diagnostic.fix("insert `on`", here, "on "));
        }
        let mut targets = Vec::with_capacity(1);
        while let Some(arg) = take(&mut nodes, Rule::arg) {
            targets.push(self.target(arg));
        }
        if targets.is_empty() && !verbs.is_empty() {
            match (actions, on) {
                (true, None) => self.missing(last, "`on` and an ARN"),
                (_, _) => self.missing(last, "what is permitted on: the name of a declaration or an ARN"),
            }
        }
        let condition = take(&mut nodes, Rule::if_word).map(|word| match nodes.next_if_expr() {
            Some(node) => self.expr(node),
            None => self.no_expr(self.end(&word), "a condition after `if`"),
        });
        MemberKind::Grant { verbs, targets, condition: condition.map(Box::new) }
    }

    fn verbs(&mut self, nodes: &mut Nodes) -> Vec<Verb> {
        let mut verbs = Vec::with_capacity(1);
        while let Some(rule) = nodes.peek().map(|n| n.as_rule()) {
            if !matches!(rule, Rule::name | Rule::bare_action | Rule::plain | Rule::text | Rule::multi | Rule::raw) {
                break;
            }
            let Some(node) = nodes.next() else { break };
            verbs.push(match rule {
                Rule::name => Verb::Word(self.ident(&node)),
                Rule::bare_action => Verb::Action(self.span(&node), self.unquoted(&node, "an action stands in quotes")),
                _ => Verb::Action(self.span(&node), self.string(node)),
            });
        }
        verbs
    }

    fn target(&mut self, node: Node) -> Expr {
        let target = self.arg(node);
        if matches!(target.kind, ExprKind::Alternatives(_)) {
            let message = "targets are separated by commas";
            self.add(Diagnostic::error(&codes::UNEXPECTED_TEXT, target.span, message));
        }
        target
    }
}
