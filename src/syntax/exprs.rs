//! Expressions: a flat row of operands and operators becomes a tree by precedence.

use super::ast::{BinaryOp, Element, Expr, ExprKind, Ident, SmolStr, UnaryOp};
use super::build::{Builder, take};
use super::grammar::{Node, Nodes, Rule};
use super::junk::Place;
use super::scan::MAX_OPERATORS;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Infix {
    Binary(BinaryOp),
    Range,
}

impl Infix {
    fn level(self) -> u8 {
        use BinaryOp::*;
        match self {
            Infix::Binary(Coalesce) => 1,
            Infix::Binary(Or) => 2,
            Infix::Binary(And) => 3,
            Infix::Binary(Eq | Ne) => 4,
            Infix::Binary(Lt | Le | Gt | Ge) => 5,
            Infix::Range => 6,
            Infix::Binary(Add | Sub) => 7,
            Infix::Binary(Mul | Div | Rem) => 8,
        }
    }
}

impl Builder<'_, '_> {
    pub fn expr(&mut self, node: Node) -> Expr {
        let mut nodes = node.into_inner();
        let condition = self.row(&mut nodes);
        match take(&mut nodes, Rule::question) {
            Some(question) => self.ternary(condition, &question, nodes),
            None => condition,
        }
    }

    fn ternary(&mut self, condition: Expr, question: &Node, mut nodes: Nodes) -> Expr {
        let then = match nodes.next_if_expr() {
            Some(node) => self.expr(node),
            None => self.no_expr(self.end(question), "a value after `?`"),
        };
        let colon = take(&mut nodes, Rule::colon);
        let otherwise = match (colon, nodes.next_if_expr()) {
            (_, Some(node)) => self.expr(node),
            (Some(colon), None) => self.no_expr(self.end(&colon), "a value after `:`"),
            (None, None) => {
                let at = then.span.end() as usize;
                self.missing_with(at, "`:` and a value", "a choice is written `condition ? value : other`");
                self.junk(self.at(at, at))
            }
        };
        let span = condition.span.to(otherwise.span);
        let (condition, then, otherwise) = (Box::new(condition), Box::new(then), Box::new(otherwise));
        Expr { span, kind: ExprKind::Ternary { condition, then, otherwise } }
    }

    /// Reports that a value is missing.
    pub fn no_expr(&mut self, at: usize, what: &str) -> Expr {
        self.missing(at, what);
        self.junk(self.at(at, at))
    }

    fn row(&mut self, nodes: &mut Nodes) -> Expr {
        let first = self.operand(nodes);
        if nodes.peek().is_none_or(|n| n.as_rule() != Rule::binary) {
            return first;
        }
        let (mut operands, mut infixes) = (vec![first], Vec::<(Infix, Span)>::new());
        let mut count = 0;
        while let Some(node) = take(nodes, Rule::binary) {
            let infix = self.infix(&node);
            while infixes.last().is_some_and(|(i, _)| i.level() >= infix.level()) {
                reduce(&mut operands, &mut infixes);
            }
            let right = match nodes.peek().map(|n| n.as_rule()) {
                None | Some(Rule::binary | Rule::question) => {
                    self.no_expr(self.end(&node), &format!("a value after `{}`", node.as_str()))
                }
                Some(_) => self.operand(nodes),
            };
            count += 1;
            if count <= MAX_OPERATORS {
                infixes.push((infix, self.span(&node)));
                operands.push(right);
            }
        }
        while !infixes.is_empty() {
            reduce(&mut operands, &mut infixes);
        }
        operands.pop().unwrap_or_else(|| self.junk(self.at(0, 0)))
    }

    fn infix(&mut self, node: &Node) -> Infix {
        use BinaryOp::*;
        let text = node.as_str();
        let binary = match text {
            "||" => Or,
            "&&" => And,
            "??" => Coalesce,
            "==" => Eq,
            "!=" => Ne,
            "<" => Lt,
            "<=" => Le,
            ">" => Gt,
            ">=" => Ge,
            "+" => Add,
            "-" => Sub,
            "*" => Mul,
            "/" => Div,
            "%" => Rem,
            ".." => return Infix::Range,
            "or" | "|" => self.other_operator(node, Or),
            "and" | "&" => self.other_operator(node, And),
            "!==" => self.other_operator(node, Ne),
            _ => self.other_operator(node, Eq),
        };
        Infix::Binary(binary)
    }

    fn other_operator(&mut self, node: &Node, meant: BinaryOp) -> BinaryOp {
        let (span, text, meant_text) = (self.span(node), node.as_str(), meant.text());
        let message = format!("`{text}` is not an operator: use `{meant_text}`");
        let fix = format!("replace by `{meant_text}`");
        self.add(Diagnostic::error(&codes::UNKNOWN_OPERATOR, span, message).fix(fix, span, meant_text));
        meant
    }

    /// Prefixes, a primary, and what follows it directly.
    pub fn operand(&mut self, nodes: &mut Nodes) -> Expr {
        let mut prefixes = Vec::new();
        while let Some(prefix) = take(nodes, Rule::prefix) {
            prefixes.push((self.prefix(&prefix), self.span(&prefix)));
        }
        let mut value = match nodes.next() {
            Some(node) => self.primary(node),
            None => self.junk(self.at(0, 0)),
        };
        while let Some(rule) = nodes.peek().map(|n| n.as_rule()) {
            if !matches!(rule, Rule::field | Rule::index | Rule::args) {
                break;
            }
            if let Some(node) = nodes.next() {
                value = self.postfix(value, node);
            }
        }
        for (op, span) in prefixes.into_iter().rev() {
            value = Expr { span: span.to(value.span), kind: ExprKind::Unary { op, operand: Box::new(value) } };
        }
        value
    }

    fn prefix(&mut self, node: &Node) -> UnaryOp {
        match node.as_str() {
            "-" => UnaryOp::Minus,
            "!" => UnaryOp::Not,
            text => {
                let span = self.span(node);
                let message = format!("`{text}` is not an operator: use `!`");
                let space = self.at(span.start() as usize, span.end() as usize + self.spaces(span.end() as usize));
                self.add(Diagnostic::error(&codes::UNKNOWN_OPERATOR, span, message).fix("replace by `!`", space, "!"));
                UnaryOp::Not
            }
        }
    }

    fn spaces(&self, at: usize) -> usize {
        self.text[at..].bytes().take_while(|b| *b == b' ').count()
    }

    fn primary(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let kind = match node.as_rule() {
            Rule::name => match node.as_str() {
                "true" => ExprKind::Bool(true),
                "false" => ExprKind::Bool(false),
                "null" => ExprKind::Null,
                text => ExprKind::Name(SmolStr::new(text)),
            },
            Rule::number => self.number(&node),
            Rule::plain | Rule::text | Rule::multi | Rule::raw => ExprKind::Str(self.string(node)),
            Rule::list => self.list(node),
            Rule::block => ExprKind::Map(self.block(node)),
            Rule::paren => self.paren(node),
            Rule::choice => return self.choice(node),
            Rule::wrong_quotes => self.wrong_quotes(&node),
            Rule::cfn_tag => self.cfn_tag(&node),
            _ => ExprKind::Junk,
        };
        Expr { span, kind }
    }

    fn paren(&mut self, node: Node) -> ExprKind {
        let at = node.start() + 1;
        match self.only(node) {
            Some(inner) => ExprKind::Paren(Box::new(inner)),
            None => ExprKind::Paren(Box::new(self.no_expr(at, "an expression in the brackets"))),
        }
    }

    /// The one expression of brackets, and a message for what stands there besides.
    fn only(&mut self, node: Node) -> Option<Expr> {
        let mut found = None;
        for inner in node.into_inner() {
            match inner.as_rule() {
                Rule::expr | Rule::pexpr => found = Some(self.expr(inner)),
                _ => {
                    self.junk_text(&inner, Place::InBrackets);
                    found = found.or(Some(self.junk(self.span(&inner))));
                }
            }
        }
        found
    }

    pub fn postfix(&mut self, base: Expr, node: Node) -> Expr {
        let span = base.span.to(self.span(&node));
        let base = Box::new(base);
        let kind = match node.as_rule() {
            Rule::field => self.field(base, &node),
            Rule::index => {
                let at = node.start() + 1;
                let index = self.only(node).unwrap_or_else(|| self.no_expr(at, "a key"));
                ExprKind::Index { base, index: Box::new(index) }
            }
            _ => ExprKind::Call { callee: base, args: self.args(node) },
        };
        Expr { span, kind }
    }

    fn field(&mut self, base: Box<Expr>, node: &Node) -> ExprKind {
        let text = node.as_str();
        let optional = text.starts_with('?');
        let dot = if optional { 2 } else { 1 };
        let start = node.start() + dot;
        let field = Ident { span: self.at(start, node.end()), text: SmolStr::new(&text[dot..]) };
        if field.text.is_empty() {
            self.missing(start, "a name after `.`");
        }
        ExprKind::Field { base, field: Box::new(field), optional }
    }

    /// Arguments, separated by commas or ends of lines.
    pub fn args(&mut self, node: Node) -> Vec<Expr> {
        let mut args = Vec::new();
        let mut before = None;
        for inner in node.into_inner() {
            self.check_separator(&mut before, &inner);
            match inner.as_rule() {
                Rule::expr => args.push(self.expr(inner)),
                _ => args.extend(self.element_junk(&inner)),
            }
        }
        args
    }

    /// Elements stand apart by a comma or a line; `before` is the end of the element before, if it was one.
    fn check_separator(&mut self, before: &mut Option<usize>, node: &Node) {
        let start = node.start();
        let junk = node.as_rule() == Rule::list_junk;
        if let Some(previous) = *before
            && !junk
            && node.as_rule() != Rule::comprehension
            && !self.separated(previous, start)
        {
            self.no_separator(previous, start);
        }
        *before = (!junk).then(|| self.end(node));
    }

    fn element_junk(&mut self, node: &Node) -> Option<Expr> {
        self.junk_text(node, Place::Element);
        (!matches!(node.as_str(), "," | ";")).then(|| self.junk(self.span(node)))
    }

    fn list(&mut self, node: Node) -> ExprKind {
        let nodes = node.into_inner();
        let mut elements = Vec::with_capacity(nodes.clone().count());
        let mut comprehension = None;
        let mut before = None;
        for inner in nodes {
            self.check_separator(&mut before, &inner);
            match inner.as_rule() {
                Rule::expr => elements.push(Element::Expr(self.expr(inner))),
                Rule::element => elements.push(self.conditional_element(inner)),
                Rule::comprehension => comprehension = Some(self.generator(inner)),
                _ => elements.extend(self.element_junk(&inner).map(Element::Expr)),
            }
        }
        match comprehension {
            Some(generator) => self.comprehension(elements, generator),
            None => ExprKind::List(elements),
        }
    }

    fn conditional_element(&mut self, node: Node) -> Element {
        let span = self.span(&node);
        let mut nodes = node.into_inner();
        let mut next = |builder: &mut Self, at: usize, what: &str| match nodes.next_if_expr() {
            Some(node) => builder.expr(node),
            None => builder.no_expr(at, what),
        };
        let condition = next(self, span.start() as usize + 2, "a condition after `if`");
        let then = next(self, condition.span.end() as usize, "the element that stands there if the condition holds");
        let otherwise = take(&mut nodes, Rule::else_word).map(|word| match nodes.next_if_expr() {
            Some(node) => self.expr(node),
            None => self.no_expr(self.end(&word), "a value after `else`"),
        });
        Element::If { span, condition, then, otherwise }
    }

    pub fn names(&mut self, nodes: &mut Nodes) -> Vec<Ident> {
        let mut names = Vec::new();
        while let Some(name) = take(nodes, Rule::name) {
            names.push(self.ident(&name));
        }
        names
    }
}

fn reduce(operands: &mut Vec<Expr>, infixes: &mut Vec<(Infix, Span)>) {
    let (Some((infix, op_span)), Some(right), Some(left)) = (infixes.pop(), operands.pop(), operands.pop()) else {
        return;
    };
    let span = left.span.to(right.span);
    let (left, right) = (Box::new(left), Box::new(right));
    let kind = match infix {
        Infix::Binary(op) => ExprKind::Binary { op, op_span, left, right },
        Infix::Range => ExprKind::Range(left, right),
    };
    operands.push(Expr { span, kind });
}

/// The next node, if it is an expression.
pub trait NextExpr<'p> {
    fn next_if_expr(&mut self) -> Option<Node<'p>>;
}

impl<'p> NextExpr<'p> for Nodes<'p> {
    fn next_if_expr(&mut self) -> Option<Node<'p>> {
        match self.peek() {
            Some(node) if matches!(node.as_rule(), Rule::expr | Rule::pexpr | Rule::texpr) => self.next(),
            _ => None,
        }
    }
}
