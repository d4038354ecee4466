//! Types as they are written.

use super::ast::{Expr, ExprKind, SmolStr, TypeExpr, TypeExprKind, UnaryOp};
use super::build::{Builder, take};
use super::grammar::{Node, Rule};
use super::junk::Place;

impl Builder<'_, '_> {
    pub fn ty(&mut self, node: Node) -> TypeExpr {
        let span = self.span(&node);
        let mut nodes = node.into_inner();
        let secret = take(&mut nodes, Rule::secret_word);
        let Some(inner) = nodes.next() else { return TypeExpr { span, kind: TypeExprKind::Junk } };
        let mut ty = TypeExpr { span: self.span(&inner), kind: self.ty_kind(inner) };
        if let Some(secret) = secret {
            ty = TypeExpr { span: self.span(&secret).to(ty.span), kind: TypeExprKind::Secret(Box::new(ty)) };
        }
        match take(&mut nodes, Rule::optional) {
            Some(_) => TypeExpr { span, kind: TypeExprKind::Optional(Box::new(ty)) },
            None => ty,
        }
    }

    fn ty_kind(&mut self, node: Node) -> TypeExprKind {
        match node.as_rule() {
            Rule::type_name => TypeExprKind::Name(SmolStr::new(node.as_str())),
            Rule::ty_generic => self.generic(node),
            Rule::ty_union => self.union(node),
            Rule::ty_record => self.record(node),
            _ => TypeExprKind::Junk,
        }
    }

    fn generic(&mut self, node: Node) -> TypeExprKind {
        let last = self.end(&node);
        let mut nodes = node.into_inner();
        let Some(word) = nodes.next() else { return TypeExprKind::Junk };
        let word = self.ident(&word);
        let argument = self.type_or_missing(take(&mut nodes, Rule::ty), word.span.end() as usize + 1);
        if take(&mut nodes, Rule::close_angle).is_none() {
            self.missing(last, "`>` after the type");
        }
        TypeExprKind::Generic(word, Box::new(argument))
    }

    pub fn type_or_missing(&mut self, node: Option<Node>, at: usize) -> TypeExpr {
        match node {
            Some(node) => self.ty(node),
            None => {
                self.missing(at, "a type");
                TypeExpr { span: self.at(at, at), kind: TypeExprKind::Junk }
            }
        }
    }

    fn union(&mut self, node: Node) -> TypeExprKind {
        let mut nodes = node.into_inner();
        let mut literals = Vec::new();
        while nodes.peek().is_some() {
            let minus = take(&mut nodes, Rule::minus).map(|m| self.span(&m));
            let literal = self.operand(&mut nodes);
            literals.push(match minus {
                Some(minus) => {
                    let (op, operand) = (UnaryOp::Minus, Box::new(literal));
                    Expr { span: minus.to(operand.span), kind: ExprKind::Unary { op, operand } }
                }
                None => literal,
            });
        }
        TypeExprKind::Union(literals)
    }

    fn record(&mut self, node: Node) -> TypeExprKind {
        let mut fields = Vec::new();
        for inner in node.into_inner() {
            if inner.as_rule() != Rule::ty_field {
                self.junk_text(&inner, Place::TypeField);
                continue;
            }
            let last = self.end(&inner);
            let mut nodes = inner.into_inner();
            let Some(name) = take(&mut nodes, Rule::name) else { continue };
            take(&mut nodes, Rule::colon);
            let ty = self.type_or_missing(take(&mut nodes, Rule::ty), last);
            fields.push((self.ident(&name), ty));
        }
        TypeExprKind::Record(fields)
    }
}
