//! Walks the trees and binds every name, by the rules of scope that the evaluator has.

use super::fields::{self, Fields};
use super::index::{Def, DefKind};
use crate::constructs;
use crate::load::Unit;
use crate::schema::Type;
use crate::source::Span;
use crate::syntax::ast::{
    Block, Comprehension, Decl, Element, Expr, ExprKind, Ident, Key, Member, MemberKind, StrPart, TypeExpr,
    TypeExprKind, Verb,
};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

type Scope = FxHashMap<SmolStr, usize>;

pub struct Walk<'u> {
    units: &'u [Unit],
    defs: Vec<Def>,
    uses: Vec<(Span, usize)>,
    scopes: Vec<Scope>,
    unit: usize,
    locals: Vec<(SmolStr, usize)>,
    depth: u32,
}

/// Deeper trees are refused by the parser; this is for the stack's sake alone.
const MAX_DEPTH: u32 = 400;

impl<'u> Walk<'u> {
    pub fn run(units: &'u [Unit]) -> (Vec<Def>, Vec<(Span, usize)>, Vec<Scope>) {
        let scopes = vec![Scope::default(); units.len()];
        let mut walk = Walk { units, defs: vec![], uses: vec![], scopes, unit: 0, locals: vec![], depth: 0 };
        for (number, unit) in units.iter().enumerate() {
            walk.unit = number;
            unit.files.iter().for_each(|file| walk.declare_all(&file.members));
        }
        for (number, unit) in units.iter().enumerate() {
            walk.unit = number;
            unit.files.iter().for_each(|file| walk.import_all(&file.members));
            unit.files.iter().for_each(|file| walk.members(&file.members, Fields::File));
        }
        (walk.defs, walk.uses, walk.scopes)
    }

    fn def(&mut self, name: &Ident, kind: DefKind, member: &Member, word: &str) -> usize {
        let docs = member.docs().map(|d| d.text.clone());
        let (name_span, span, unit) = (name.span, member.span, self.unit);
        self.defs.push(Def {
            name: name.text.clone(),
            kind,
            name_span,
            span,
            docs,
            word: word.into(),
            unit,
            parent: None,
        });
        self.defs.len() - 1
    }

    fn declare_all(&mut self, members: &'u [Member]) {
        for member in members {
            let (name, kind, word) = match &member.kind {
                MemberKind::Param { name, .. } => (name, DefKind::Param, "param"),
                MemberKind::Let { name, .. } => (name, DefKind::Let, "let"),
                MemberKind::Fn { name, .. } => (name, DefKind::Fn, "fn"),
                MemberKind::Type { name, .. } => (name, DefKind::Type, "type"),
                MemberKind::Output { name, .. } => (name, DefKind::Output, "output"),
                MemberKind::Mapping { name, .. } => (name, DefKind::Mapping, "mapping"),
                MemberKind::Condition { name, .. } => (name, DefKind::Condition, "condition"),
                MemberKind::Resource { name, ty, .. } => (name, DefKind::Resource, ty.text.as_str()),
                MemberKind::Module { name, path, .. } => {
                    let target = self.units[self.unit].links.get(&path.span).copied();
                    (name, DefKind::Module(target), "module")
                }
                MemberKind::Decl(decl) => match (&decl.name, constructs::find(&decl.kind.text)) {
                    (Some(name), Some(construct)) => (name, DefKind::Construct(construct), construct.kind),
                    _ => continue,
                },
                MemberKind::If { then, otherwise, .. } => {
                    self.declare_all(&then.members);
                    otherwise.iter().for_each(|block| self.declare_all(&block.members));
                    continue;
                }
                MemberKind::For { body, .. } => {
                    self.declare_all(&body.members);
                    continue;
                }
                _ => continue,
            };
            let def = self.def(name, kind, member, word);
            // an output is seen from outside only: `Module.url`
            let key = if matches!(kind, DefKind::Output) {
                format!("output {}", name.text).into()
            } else {
                name.text.clone()
            };
            self.scopes[self.unit].entry(key).or_insert(def);
            if let MemberKind::Decl(decl) = &member.kind {
                decl.body.iter().for_each(|body| self.declare_blocks(body, def));
            }
        }
    }

    fn declare_blocks(&mut self, body: &'u Block, parent: usize) {
        for member in &body.members {
            match &member.kind {
                MemberKind::Decl(decl) => {
                    let Some(name) = &decl.name else { continue };
                    let def = self.def(name, DefKind::Block, member, &decl.kind.text);
                    self.defs[def].parent = Some(parent);
                    let key = block_key(&self.defs[parent].name, &name.text);
                    self.scopes[self.unit].entry(key).or_insert(def);
                }
                MemberKind::If { then, otherwise, .. } => {
                    self.declare_blocks(then, parent);
                    otherwise.iter().for_each(|block| self.declare_blocks(block, parent));
                }
                _ => {}
            }
        }
    }

    fn import_all(&mut self, members: &'u [Member]) {
        for member in members {
            let MemberKind::Use { names, path } = &member.kind else { continue };
            let Some(target) = self.units[self.unit].links.get(&path.span).copied() else { continue };
            for name in names {
                if let Some(def) = self.scopes[target].get(&name.text).copied() {
                    self.uses.push((name.span, def));
                    self.scopes[self.unit].entry(name.text.clone()).or_insert(def);
                }
            }
        }
    }

    fn members(&mut self, members: &'u [Member], fields: Fields) {
        let mark = self.locals.len();
        for member in members {
            member.decorators().iter().flat_map(|d| &d.args).for_each(|arg| self.expr(arg, None));
            self.member(member, fields);
        }
        self.locals.truncate(mark);
    }

    fn member(&mut self, member: &'u Member, fields: Fields) {
        match &member.kind {
            MemberKind::Property { key, value } => {
                if let (Key::Name(name), Fields::Module(unit)) = (key, fields)
                    && let Some(def) = self.scopes.get(unit).and_then(|s| s.get(&name.text)).copied()
                {
                    self.uses.push((name.span, def));
                }
                let ty = fields::key_of(key).and_then(|name| fields.ty(name));
                self.expr(value, ty);
            }
            MemberKind::Trigger { kind, args, blocks } => {
                let construct = match fields {
                    Fields::Construct(construct) => Some(construct),
                    _ => None,
                };
                let shape = fields::trigger(&kind.text, construct);
                for (i, arg) in args.iter().enumerate() {
                    self.expr(arg, shape.and_then(|s| s.args.get(i)).map(|a| &a.ty));
                }
                let inner = shape.map_or(Fields::Free, |s| Fields::Properties(s.options));
                blocks.iter().for_each(|block| self.members(&block.members, inner));
            }
            MemberKind::Grant { verbs, targets, condition } => {
                for verb in verbs {
                    if let Verb::Action(_, parts) = verb {
                        self.parts(parts);
                    }
                }
                targets.iter().chain(condition.as_deref()).for_each(|target| self.expr(target, None));
            }
            MemberKind::Decl(decl) => self.decl(decl, fields),
            MemberKind::Resource { key, body, .. } => {
                key.iter().for_each(|key| self.expr(key, None));
                body.iter().for_each(|body| self.members(&body.members, Fields::Free));
            }
            MemberKind::Module { path, body, .. } => {
                let target = self.units[self.unit].links.get(&path.span).copied();
                let inner = target.map_or(Fields::Free, Fields::Module);
                body.iter().for_each(|body| self.members(&body.members, inner));
            }
            MemberKind::Defaults { kind, body } => {
                let inner = constructs::find(&kind.text).map_or(Fields::Free, Fields::Construct);
                self.members(&body.members, inner);
            }
            MemberKind::Param { ty, default, body, .. } => {
                ty.iter().for_each(|ty| self.ty(ty));
                default.iter().for_each(|value| self.expr(value, None));
                body.iter().for_each(|body| self.members(&body.members, Fields::Free));
            }
            MemberKind::Let { name, value, .. } => {
                self.expr(value, None);
                if !matches!(fields, Fields::File) {
                    self.local(name, member);
                }
            }
            MemberKind::Fn { params, result, value, .. } => {
                params.iter().filter_map(|p| p.ty.as_ref()).chain(result.as_deref()).for_each(|ty| self.ty(ty));
                let mark = self.locals.len();
                params.iter().for_each(|param| self.local(&param.name, member));
                self.expr(value, None);
                self.locals.truncate(mark);
            }
            MemberKind::Type { ty, .. } => self.ty(ty),
            MemberKind::Output { value, .. }
            | MemberKind::Condition { value, .. }
            | MemberKind::Transform { value }
            | MemberKind::With { value, .. } => self.expr(value, None),
            MemberKind::Assert { condition, message } => {
                [condition].into_iter().chain(message.as_deref()).for_each(|e| self.expr(e, None));
            }
            MemberKind::If { condition, then, otherwise } => {
                self.expr(condition, None);
                [then].into_iter().chain(otherwise).for_each(|block| self.members(&block.members, fields));
            }
            MemberKind::For { names, list, body } => {
                self.expr(list, None);
                let mark = self.locals.len();
                names.iter().for_each(|name| self.local(name, member));
                self.members(&body.members, fields);
                self.locals.truncate(mark);
            }
            MemberKind::Override { body, .. }
            | MemberKind::Stages { body }
            | MemberKind::Mapping { body, .. }
            | MemberKind::Rule { body, .. }
            | MemberKind::Metadata { body }
            | MemberKind::Template { body }
            | MemberKind::Test { body, .. } => self.members(&body.members, Fields::Free),
            MemberKind::Stack { body, .. } => body.iter().for_each(|b| self.members(&b.members, Fields::Stack)),
            MemberKind::Use { .. } | MemberKind::Junk => {}
        }
    }

    fn decl(&mut self, decl: &'u Decl, outer: Fields) {
        decl.key.iter().for_each(|key| self.expr(key, None));
        let inner = outer.of_block(&decl.kind.text);
        decl.body.iter().for_each(|body| self.members(&body.members, inner));
    }

    fn local(&mut self, name: &Ident, member: &Member) {
        let def = self.def(name, DefKind::Local, member, "");
        self.locals.push((name.text.clone(), def));
    }

    fn find(&self, name: &str) -> Option<usize> {
        let local = self.locals.iter().rev().find(|(local, _)| local == name).map(|(_, def)| *def);
        local.or_else(|| self.scopes[self.unit].get(name).copied())
    }

    fn expr(&mut self, expr: &'u Expr, ty: Option<&'static Type>) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        self.inner_expr(expr, ty);
        self.depth -= 1;
    }

    fn inner_expr(&mut self, expr: &'u Expr, ty: Option<&'static Type>) {
        match &expr.kind {
            ExprKind::Name(name) => {
                if let Some(def) = self.find(name).filter(|_| !ty.is_some_and(|ty| fields::is_word(ty, name))) {
                    self.uses.push((expr.span, def));
                }
            }
            ExprKind::Str(parts) => self.parts(parts),
            ExprKind::Field { base, field, .. } => {
                self.expr(base, None);
                if let Some(def) = self.field(base, &field.text) {
                    self.uses.push((field.span, def));
                }
            }
            ExprKind::Index { base, index } => [base, index].into_iter().for_each(|e| self.expr(e, None)),
            ExprKind::Call { callee, args } => {
                self.expr(callee, None);
                args.iter().for_each(|arg| self.expr(arg, None));
            }
            ExprKind::Unary { operand, .. } => self.expr(operand, None),
            ExprKind::Paren(inner) => self.expr(inner, ty),
            ExprKind::Binary { left, right, .. } | ExprKind::Range(left, right) => {
                [left, right].into_iter().for_each(|e| self.expr(e, None));
            }
            ExprKind::Ternary { condition, then, otherwise } => {
                self.expr(condition, None);
                [then, otherwise].into_iter().for_each(|e| self.expr(e, ty));
            }
            ExprKind::Alternatives(all) => all.iter().for_each(|e| self.expr(e, ty)),
            ExprKind::List(elements) => elements.iter().for_each(|e| self.element(e, ty.and_then(fields::item))),
            ExprKind::Comprehension(all) => {
                let Comprehension { body, names, list, condition } = &**all;
                self.expr(list, None);
                let mark = self.locals.len();
                for name in names {
                    let span = expr.span;
                    let member = Member::new(span, MemberKind::Junk);
                    self.local(name, &member);
                }
                condition.iter().for_each(|c| self.expr(c, None));
                self.expr(body, ty.and_then(fields::item));
                self.locals.truncate(mark);
            }
            ExprKind::Map(block) => {
                let inner = ty.map_or(Fields::Free, fields::record);
                self.members(&block.members, inner);
            }
            _ => {}
        }
    }

    fn element(&mut self, element: &'u Element, ty: Option<&'static Type>) {
        match element {
            Element::Expr(expr) => self.expr(expr, ty),
            Element::If { condition, then, otherwise, .. } => {
                self.expr(condition, None);
                [then].into_iter().chain(otherwise).for_each(|e| self.expr(e, ty));
            }
        }
    }

    fn parts(&mut self, parts: &'u [StrPart]) {
        for part in parts {
            if let StrPart::Expr(expr) = part {
                self.expr(expr, None);
            }
        }
    }

    /// `Orders.ByStatus`, `Module.url`.
    fn field(&self, base: &Expr, field: &str) -> Option<usize> {
        let ExprKind::Name(name) = &base.kind else { return None };
        let def = &self.defs[self.find(name)?];
        match def.kind {
            DefKind::Module(Some(unit)) => self.scopes[unit].get(format!("output {field}").as_str()).copied(),
            DefKind::Construct(_) => self.scopes[def.unit].get(&block_key(&def.name, field)).copied(),
            _ => None,
        }
    }

    fn ty(&mut self, ty: &'u TypeExpr) {
        match &ty.kind {
            TypeExprKind::Name(name) => {
                if let Some(def) = self.find(name).filter(|def| matches!(self.defs[*def].kind, DefKind::Type)) {
                    self.uses.push((ty.span, def));
                }
            }
            TypeExprKind::Generic(_, inner) | TypeExprKind::Optional(inner) | TypeExprKind::Secret(inner) => {
                self.ty(inner)
            }
            TypeExprKind::Record(fields) => fields.iter().for_each(|(_, ty)| self.ty(ty)),
            TypeExprKind::Union(_) | TypeExprKind::Junk => {}
        }
    }
}

/// How a scope knows a block of a declaration.
fn block_key(decl: &str, block: &str) -> SmolStr {
    format!("{decl}.{block}").into()
}
