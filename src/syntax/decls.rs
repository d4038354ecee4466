//! Declarations: `kind Name[key]: Type { … }`, and the statements that share this shape.

use super::ast::{Block, Decl, Expr, ExprKind, Ident, MemberKind, SmolStr, StrPart};
use super::build::{Builder, take};
use super::grammar::{Node, Nodes, Rule};
use super::is_name;
use super::junk::Place;
use crate::diagnostic::{Diagnostic, codes};

/// The parts of a declaration, as they stand.
struct Shape<'p> {
    existing: bool,
    kind: Ident,
    name: Option<Ident>,
    title: Option<Node<'p>>,
    key: Option<Box<Expr>>,
    /// Where the key's bracket ends.
    key_end: Option<usize>,
    ty: Option<Ident>,
    body: Option<Node<'p>>,
    end: usize,
}

/// Words that begin a statement of the language, and what follows them.
const NAMED: &[&str] = &["resource", "stack", "defaults", "mapping", "test"];

impl Builder<'_, '_> {
    pub fn decl(&mut self, node: Node) -> MemberKind {
        let last = self.end(&node);
        let span = self.span(&node);
        let mut nodes = node.into_inner();
        let existing = take(&mut nodes, Rule::existing_word).is_some();
        let Some(kind) = take(&mut nodes, Rule::name).map(|n| self.ident(&n)) else { return MemberKind::Junk };
        let name = take(&mut nodes, Rule::name).map(|n| self.ident(&n));
        let title = match nodes.peek().map(|n| n.as_rule()) {
            Some(Rule::plain | Rule::text | Rule::multi | Rule::raw) => nodes.next(),
            _ => None,
        };
        let key = take(&mut nodes, Rule::index);
        let key_end = key.as_ref().map(|n| self.end(n));
        let key = key.map(|n| Box::new(self.family_key(n)));
        let ty = self.resource_type(&mut nodes);
        let body = take(&mut nodes, Rule::block);
        let lone = name.is_none() && title.is_none() && key.is_none() && body.is_none() && !existing;
        if lone && !NAMED.contains(&kind.text.as_str()) {
            self.lone_word(span, &kind);
            return MemberKind::Junk;
        }
        self.shape(Shape { existing, kind, name, title, key, key_end, ty, body, end: last })
    }

    fn family_key(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let base = Expr { span, kind: ExprKind::Junk };
        match self.postfix(base, node).kind {
            ExprKind::Index { index, .. } => *index,
            _ => self.junk(span),
        }
    }

    fn resource_type(&mut self, nodes: &mut Nodes) -> Option<Ident> {
        let colon = take(nodes, Rule::colon)?;
        match take(nodes, Rule::type_name) {
            Some(name) => Some(self.ident(&name)),
            None => {
                self.missing(self.end(&colon), "a type such as `AWS::SQS::Queue`");
                Some(self.no_name(self.end(&colon)))
            }
        }
    }

    fn shape(&mut self, shape: Shape) -> MemberKind {
        let kind = shape.kind.text.as_str();
        if kind != "test"
            && let Some(title) = &shape.title
        {
            let span = self.span(title);
            let message = format!("expected a name after `{kind}`, found a string");
            let help = "a declaration's name has letters, digits and `_`, and no quotes";
            let diagnostic = Diagnostic::error(&codes::MISSING_PART, span, message).help(help);
            let name = title.as_str().trim_matches('"');
            self.add(match shape.name.is_none() && is_name(name) {
                true => diagnostic.fix("take the quotes away", span, name),
                false => diagnostic,
            });
        }
        if kind != "resource"
            && let Some(ty) = &shape.ty
        {
            let message = format!("a `{kind}` has no type after `:`");
            let help = "only `resource Name: AWS::Service::Type { … }` has one";
            self.add(Diagnostic::error(&codes::UNEXPECTED_TEXT, ty.span, message).help(help));
        }
        match kind {
            "resource" => self.resource(shape),
            "override" => {
                let (part, end) = (shape.name, shape.end);
                MemberKind::Override { part, body: self.body(shape.body, end) }
            }
            "stack" => MemberKind::Stack { name: self.named(&shape), body: shape.body.map(|b| self.block(b)) },
            "defaults" => {
                let kind = self.named(&shape);
                MemberKind::Defaults { kind, body: self.body(shape.body, shape.end) }
            }
            "mapping" => MemberKind::Mapping { name: self.named(&shape), body: self.body(shape.body, shape.end) },
            "rule" if shape.name.is_some() => {
                MemberKind::Rule { name: self.named(&shape), body: self.body(shape.body, shape.end) }
            }
            "stages" if shape.name.is_none() => MemberKind::Stages { body: self.body(shape.body, shape.end) },
            "metadata" if shape.name.is_none() => MemberKind::Metadata { body: self.body(shape.body, shape.end) },
            "template" if shape.name.is_none() => MemberKind::Template { body: self.body(shape.body, shape.end) },
            "test" => self.test(shape),
            _ => self.construct(shape),
        }
    }

    fn body(&mut self, body: Option<Node>, at: usize) -> Block {
        match body {
            Some(block) => self.block(block),
            None => {
                self.missing(at, "`{`");
                self.no_block(at)
            }
        }
    }

    fn named(&mut self, shape: &Shape) -> Ident {
        match &shape.name {
            Some(name) => name.clone(),
            None => {
                let at = shape.kind.span.end() as usize;
                if shape.title.is_none() {
                    self.missing(at, &format!("a name after `{}`", shape.kind.text));
                }
                self.no_name(at)
            }
        }
    }

    fn resource(&mut self, shape: Shape) -> MemberKind {
        let name = self.named(&shape);
        let ty = shape.ty.unwrap_or_else(|| {
            let at = shape.key_end.unwrap_or(name.span.end() as usize);
            if !name.text.is_empty() {
                self.missing_with(at, "`:` and a type", "as in `resource Jobs: AWS::SQS::Queue { … }`");
            }
            self.no_name(at)
        });
        let body = shape.body.map(|b| self.block(b));
        MemberKind::Resource { existing: shape.existing, name, key: shape.key, ty: Box::new(ty), body }
    }

    fn test(&mut self, shape: Shape) -> MemberKind {
        let at = shape.kind.span.end() as usize;
        let name = match (shape.title, shape.name) {
            (Some(title), _) => self.literal(title),
            (None, Some(name)) => name,
            (None, None) => {
                self.missing(at, "what is tested, in quotes");
                self.no_name(at)
            }
        };
        let outer = std::mem::replace(&mut self.in_test, true);
        let body = self.body(shape.body, shape.end);
        self.in_test = outer;
        MemberKind::Test { name, body }
    }

    fn construct(&mut self, shape: Shape) -> MemberKind {
        if shape.existing && shape.name.is_none() {
            let at = shape.kind.span.end() as usize;
            self.missing(at, &format!("a name after `{}`", shape.kind.text));
        }
        let body = shape.body.map(|b| self.block(b));
        MemberKind::Decl(Box::new(Decl {
            existing: shape.existing,
            kind: shape.kind,
            name: shape.name,
            key: shape.key,
            body,
        }))
    }

    /// A string that may have no interpolation: a path, a title.
    fn literal(&mut self, node: Node) -> Ident {
        let span = self.span(&node);
        let mut text = String::new();
        for part in self.string(node) {
            match part {
                StrPart::Text(_, t) => text.push_str(&t),
                StrPart::Expr(e) => self.error(&codes::UNEXPECTED_TEXT, e.span, "no interpolation can stand here"),
            }
        }
        Ident { span, text: SmolStr::new(text) }
    }

    pub fn module(&mut self, node: Node) -> MemberKind {
        let at = node.start() + 6;
        let mut nodes = node.into_inner();
        let name = self.name_or_missing(&mut nodes, at, "a name after `module`");
        let at = if name.text.is_empty() { at } else { name.span.end() as usize };
        let path = self.from(&mut nodes, at);
        let body = take(&mut nodes, Rule::block).map(|b| self.block(b));
        MemberKind::Module { name, path: Box::new(path), body }
    }

    fn from(&mut self, nodes: &mut Nodes, at: usize) -> Ident {
        let from = take(nodes, Rule::from_word);
        let path = match nodes.peek().map(|n| n.as_rule()) {
            Some(Rule::plain | Rule::text | Rule::multi | Rule::raw) => nodes.next(),
            _ => None,
        };
        match (from, path) {
            (Some(_), Some(path)) => self.literal(path),
            (None, Some(path)) => {
                self.missing(at, "`from` before the path");
                self.literal(path)
            }
            (Some(from), None) => {
                self.missing(self.end(&from), "a path such as `\"./file.sls\"`");
                self.no_name(self.end(&from))
            }
            (None, None) => {
                self.missing(at, "`from` and a path such as `\"./file.sls\"`");
                self.no_name(at)
            }
        }
    }

    pub fn import(&mut self, node: Node) -> MemberKind {
        let mut at = node.start() + 3;
        let mut nodes = node.into_inner();
        let names = match take(&mut nodes, Rule::use_names) {
            Some(list) => {
                at = self.end(&list);
                self.used(list)
            }
            None => {
                self.missing_with(at, "names in braces", "as in `use { a, B } from \"./file.sls\"`");
                vec![]
            }
        };
        let broken = names.is_empty() && nodes.peek().is_none();
        let path = if broken { self.no_name(at) } else { self.from(&mut nodes, at) };
        MemberKind::Use { names, path: Box::new(path) }
    }

    fn used(&mut self, node: Node) -> Vec<Ident> {
        let mut names = Vec::new();
        for inner in node.into_inner() {
            match inner.as_rule() {
                Rule::name => names.push(self.ident(&inner)),
                _ => {
                    self.junk_text(&inner, Place::Element);
                }
            }
        }
        names
    }
}
