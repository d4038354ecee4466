//! What gives something a name with `=`: `let`, `output`, `condition`, `with`, `param`, `fn`, `type`; and `assert`.

use super::ast::{Expr, FnParam, Ident, MemberKind};
use super::build::{Builder, take};
use super::exprs::NextExpr;
use super::grammar::{Node, Nodes, Rule};
use super::junk::Place;
use crate::diagnostic::{Diagnostic, codes};

impl Builder<'_, '_> {
    pub fn binding(&mut self, node: Node) -> MemberKind {
        let mut nodes = node.into_inner();
        let export = take(&mut nodes, Rule::export_word).is_some();
        let Some(word) = take(&mut nodes, Rule::bind_word) else { return MemberKind::Junk };
        let name = self.name_or_missing(&mut nodes, self.end(&word), &format!("a name after `{}`", word.as_str()));
        let mut at = name.span.end() as usize;
        match take(&mut nodes, Rule::sign) {
            Some(sign) => {
                at = self.end(&sign);
                if sign.as_str() == ":" {
                    self.wrong_sign(&sign, "=");
                }
                self.bound(word.as_str(), export, name, nodes, at)
            }
            None if name.text.is_empty() => {
                let value = nodes.next_if_expr().map(|n| self.expr(n)).unwrap_or_else(|| self.junk(self.at(at, at)));
                bound(word.as_str(), export, name, value)
            }
            None if nodes.peek().is_some() => {
                if let Some(value) = nodes.peek().and_then(|node| self.in_block(at, &node)) {
                    return bound(word.as_str(), export, name, value);
                }
                self.missing(at, "`=` after the name");
                self.bound(word.as_str(), export, name, nodes, at)
            }
            None => {
                let value = self.no_expr(at, "`=` and a value after the name");
                bound(word.as_str(), export, name, value)
            }
        }
    }

    /// `output url { value = Front.url }`, as Terraform and CloudFormation write it.
    fn in_block(&mut self, at: usize, node: &Node) -> Option<Expr> {
        let mut block = node.into_inner().next().filter(|n| n.as_rule() == Rule::block)?.into_inner();
        let (Some(property), None) = (block.next(), block.next()) else { return None };
        let mut parts = property.into_inner();
        parts.next().filter(|key| key.as_str().eq_ignore_ascii_case("value"))?;
        take(&mut parts, Rule::sign)?;
        let value = parts.next_if_expr()?;
        let (from, to) = (self.at(at, node.start()), self.at(at, self.end(node)));
        let message = "expected `=` after the name, found `{`";
        let fix = format!("= {}", value.as_str().trim_end());
        let diagnostic = Diagnostic::error(&codes::MISSING_PART, from.between(from.end(), from.end() + 1), message);
        self.add(diagnostic.help("`=` names").fix(format!("write `{fix}`"), to, format!(" {fix}")));
        Some(self.expr(value))
    }

    fn bound(&mut self, word: &str, export: bool, name: Ident, mut nodes: Nodes, at: usize) -> MemberKind {
        let value = self.property_value(&mut nodes, at);
        bound(word, export, name, value)
    }

    pub fn param(&mut self, node: Node) -> MemberKind {
        let at = node.start() + 5;
        let mut nodes = node.into_inner();
        let name = self.name_or_missing(&mut nodes, at, "a name after `param`");
        let ty = take(&mut nodes, Rule::colon).map(|c| self.type_or_missing(take(&mut nodes, Rule::ty), self.end(&c)));
        let default = take(&mut nodes, Rule::assign).map(|s| self.value(&mut nodes, self.end(&s), "a value after `=`"));
        let body = take(&mut nodes, Rule::block).map(|b| self.block(b));
        MemberKind::Param { name, ty: ty.map(Box::new), default: default.map(Box::new), body }
    }

    pub fn function(&mut self, node: Node) -> MemberKind {
        let (start, last) = (node.start(), self.end(&node));
        let mut nodes = node.into_inner();
        let export = take(&mut nodes, Rule::export_word);
        let at = export
            .as_ref()
            .map_or(start + 2, |e| self.text[self.end(e)..].find("fn").map_or(last, |i| self.end(e) + i + 2));
        let name = self.name_or_missing(&mut nodes, at, "a name after `fn`");
        let params = match take(&mut nodes, Rule::params) {
            Some(params) => self.params(params),
            None => {
                if !name.text.is_empty() {
                    self.missing(name.span.end() as usize, "`(` and the parameters");
                }
                vec![]
            }
        };
        let result =
            take(&mut nodes, Rule::colon).map(|c| self.type_or_missing(take(&mut nodes, Rule::ty), self.end(&c)));
        let sign = take(&mut nodes, Rule::assign);
        let value = match (sign, nodes.next_if_expr()) {
            (Some(_), Some(node)) => self.expr(node),
            (Some(sign), None) => self.no_expr(self.end(&sign), "a value after `=`"),
            (None, Some(node)) => {
                self.missing(node.start(), "`=` before the value");
                self.expr(node)
            }
            (None, None) => self.no_expr(last, "`=` and a value"),
        };
        let (result, value) = (result.map(Box::new), Box::new(value));
        MemberKind::Fn { export: export.is_some(), name, params, result, value }
    }

    fn params(&mut self, node: Node) -> Vec<FnParam> {
        let mut params = Vec::new();
        for inner in node.into_inner() {
            if inner.as_rule() != Rule::fn_param {
                self.junk_text(&inner, Place::Parameter);
                continue;
            }
            let mut nodes = inner.into_inner();
            let Some(name) = take(&mut nodes, Rule::name) else { continue };
            let ty =
                take(&mut nodes, Rule::colon).map(|c| self.type_or_missing(take(&mut nodes, Rule::ty), self.end(&c)));
            params.push(FnParam { name: self.ident(&name), ty });
        }
        params
    }

    pub fn type_def(&mut self, node: Node) -> MemberKind {
        let last = self.end(&node);
        let mut nodes = node.into_inner();
        let export = take(&mut nodes, Rule::export_word).is_some();
        let name = self.name_or_missing(&mut nodes, last, "a name after `type`");
        let at = match take(&mut nodes, Rule::sign) {
            Some(sign) => {
                if sign.as_str() == ":" {
                    self.wrong_sign(&sign, "=");
                }
                self.end(&sign)
            }
            None => {
                if !name.text.is_empty() && nodes.peek().is_some() {
                    self.missing(name.span.end() as usize, "`=` after the name");
                }
                name.span.end() as usize
            }
        };
        let ty = self.type_or_missing(take(&mut nodes, Rule::ty), at);
        MemberKind::Type { export, name, ty }
    }

    pub fn assertion(&mut self, node: Node) -> MemberKind {
        let at = node.start() + 6;
        let mut nodes = node.into_inner();
        let condition = self.value(&mut nodes, at, "a condition after `assert`");
        let message = nodes.next_if_expr().map(|n| Box::new(self.expr(n)));
        MemberKind::Assert { condition, message }
    }
}

fn bound(word: &str, export: bool, name: Ident, value: Expr) -> MemberKind {
    match word {
        "output" => MemberKind::Output { name, value },
        "condition" => MemberKind::Condition { name, value },
        "with" => MemberKind::With { name, value },
        _ => MemberKind::Let { export, name, value },
    }
}
