//! `x.field`, `x["key"]` and a value as text.

use super::env::Cx;
use super::value::{Cond, Deferred, Fields, Kind, V, Val, What};
use super::{Eval, What as Ast};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::DeclId;
use crate::schema::elsewhere;
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind};
use smol_str::SmolStr;
use std::rc::Rc;

/// Whether a reference must say that its target may be missing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Optional {
    Yes,
    No,
}

impl<'a> Eval<'a> {
    pub fn field(&mut self, base: Val, field: &'a ast::Ident, optional: bool, span: Span, cx: &Cx<'a>) -> Val {
        let optional = if optional { Optional::Yes } else { Optional::No };
        match &base.v {
            V::Error => Val::error(span),
            V::Map(fields) => match fields.get(&field.text) {
                Some(value) => Val { span, v: value.v.clone() },
                None if optional == Optional::Yes => Val::new(span, V::Null),
                None => {
                    let keys: Vec<&str> = fields.0.iter().map(|(k, _)| k.text.as_str()).collect();
                    self.unknown_field(field, "this map", keys)
                }
            },
            V::Null if optional == Optional::Yes => base,
            V::Stages(values) => {
                let values =
                    values.iter().map(|v| self.field(v.clone(), field, optional == Optional::Yes, span, cx)).collect();
                Val::new(span, V::Stages(Rc::new(values)))
            }
            V::If(cond, branches) => {
                let then = self.field(branches.0.clone(), field, optional == Optional::Yes, span, cx);
                let otherwise = self.field(branches.1.clone(), field, optional == Optional::Yes, span, cx);
                Val::new(span, V::If(*cond, Rc::new((then, otherwise))))
            }
            V::Decl(id, block) => self.attribute(*id, block.clone(), field, optional, span, cx),
            V::Deferred(d) => match &d.what {
                // attributes of raw resources may have dots: `Cluster.Endpoint.Address`
                What::Attr(id, None, name)
                    if matches!(self.entries[id.0 as usize].what, Ast::Resource(..)) && name != "ref" =>
                {
                    let name = SmolStr::from(format!("{name}.{}", field.text));
                    Val::deferred(span, Kind::Any, What::Attr(*id, None, name))
                }
                _ => self.no_field(&base, field, span),
            },
            V::Module(instance) => self.module_output(*instance, field, span),
            V::List(items) if field.text == "length" => Val::new(span, V::Int(items.len() as i64)),
            V::Family(family) => {
                let name = self.families[*family].name.clone();
                let message = format!("`{name}` is a family: say which one, `{name}[…].{}`", field.text);
                self.error(&codes::WRONG_TYPE, span, message)
            }
            _ => self.no_field(&base, field, span),
        }
    }

    fn no_field(&mut self, base: &Val, field: &ast::Ident, span: Span) -> Val {
        let message = format!("{} has no `.{}`", base.describe(), field.text);
        self.error(&codes::WRONG_TYPE, span, message)
    }

    fn module_output(&mut self, instance: usize, field: &'a ast::Ident, span: Span) -> Val {
        if let Some(slot) = self.instances[instance].outputs.get(&field.text).copied() {
            return Val { span, v: self.force(slot, span).v };
        }
        let mut names: Vec<SmolStr> = self.instances[instance].outputs.keys().cloned().collect();
        names.sort();
        self.unknown_field(field, "this module", names.iter().map(SmolStr::as_str).collect())
    }

    /// `Orders.arn`, or `Orders.ByStatus`.
    fn attribute(
        &mut self,
        id: DeclId,
        block: Option<SmolStr>,
        field: &'a ast::Ident,
        optional: Optional,
        span: Span,
        cx: &Cx<'a>,
    ) -> Val {
        let entry = &self.entries[id.0 as usize];
        let value = match entry.what {
            Ast::Resource(..) => Val::deferred(span, Kind::Any, What::Attr(id, None, field.text.clone())),
            Ast::Construct(construct, decl) => {
                let named = match &block {
                    None => decl.body.as_ref().and_then(|b| find_block(&b.members, &field.text)),
                    Some(_) => None,
                };
                if let Some(kind) = named
                    && construct.blocks.iter().any(|b| b.kind == kind)
                {
                    return Val::new(span, V::Decl(id, Some(field.text.clone())));
                }
                let attributes = match &block {
                    None => construct.attributes,
                    Some(name) => {
                        let kind = decl.body.as_ref().and_then(|b| find_block(&b.members, name));
                        construct.blocks.iter().find(|b| Some(b.kind) == kind).map_or(&[][..], |b| b.attributes)
                    }
                };
                if block.is_none() && construct.metrics.iter().any(|m| m.name == field.text) {
                    return Val::new(span, V::Metric(id, field.text.clone()));
                }
                if !attributes.iter().any(|a| a.name == field.text) {
                    let metrics = construct.metrics.iter().map(|m| m.name).filter(|_| block.is_none());
                    let words = attributes.iter().map(|a| a.name).chain(metrics).collect();
                    let of =
                        format!("`{}`, {} `{}`,", entry.name, super::describe::article(construct.kind), construct.kind);
                    let meant =
                        self.look_up(|| elsewhere::attribute(&field.text, construct)).filter(|_| block.is_none());
                    return self.unknown_field_meant(field, &of, words, meant);
                }
                Val::deferred(span, Kind::Any, What::Attr(id, block, field.text.clone()))
            }
        };
        self.guarded(id, value, optional, span, cx)
    }

    /// A use of a declaration that may not exist: fine where its condition holds, `null` elsewhere with `?.`.
    fn guarded(&mut self, id: DeclId, value: Val, optional: Optional, span: Span, cx: &Cx<'a>) -> Val {
        let Some(cond) = self.missing_condition(id, cx) else { return value };
        if optional == Optional::Yes {
            return Val::new(span, V::If(cond, Rc::new((value, Val::new(span, V::Null)))));
        }
        self.report_optional(id, span);
        Val::error(span)
    }

    /// The condition of a declaration, unless it is certain to hold here.
    pub fn missing_condition(&self, id: DeclId, cx: &Cx<'a>) -> Option<Cond> {
        let cond = self.entries[id.0 as usize].cx.guard?;
        match cx.guard {
            Some(guard) if self.conds.implies(guard, cond) => None,
            _ => Some(cond),
        }
    }

    pub fn report_optional(&mut self, id: DeclId, span: Span) {
        let entry = &self.entries[id.0 as usize];
        let message = format!("`{}` may not exist when this is deployed", entry.name);
        self.report.add(
            Diagnostic::error(&codes::MAY_NOT_EXIST, span, message)
                .label(entry.name_ident.span, "declared under a condition")
                .help(format!(
                    "use it under the same condition, or say what stands in its place: `{}?.… ?? other`",
                    entry.name
                )),
        );
    }

    pub fn index(&mut self, base: Val, index: Val, span: Span) -> Val {
        if base.is_error() || index.is_error() {
            return Val::error(span);
        }
        if let Some(stages) = super::expr::stage_count(&base).or(super::expr::stage_count(&index)) {
            let at = super::expr::at_stage;
            let each = (0..stages).map(|i| self.index(at(&base, i), at(&index, i), span)).collect();
            return Val::new(span, V::Stages(Rc::new(each)));
        }
        match (&base.v, &index.v) {
            (V::Map(fields), V::Str(key)) => match fields.get(key) {
                Some(value) => Val { span, v: value.v.clone() },
                None => {
                    let keys: Vec<&str> = fields.0.iter().map(|(k, _)| k.text.as_str()).collect();
                    let field = ast::Ident { span: index.span, text: key.clone() };
                    self.unknown_field(&field, "this map", keys)
                }
            },
            (V::List(items), V::Int(n)) => match usize::try_from(*n).ok().and_then(|n| items.get(n)) {
                Some(value) => Val { span, v: value.v.clone() },
                None => {
                    let message = format!("this list has {} elements, there is no `[{n}]`", items.len());
                    self.error(&codes::OUT_OF_RANGE, span, message)
                }
            },
            (V::Family(family), V::Str(_) | V::Int(_)) => self.family_member(*family, &index, span),
            (V::Family(family), V::Deferred(_)) if self.late_key(&index).is_some() => {
                let key = self.late_key(&index).unwrap_or_default();
                self.family_member(*family, &Val::new(index.span, V::Str(key)), span)
            }
            (V::Decl(id, None), _) => Val::new(span, V::Narrowed(*id, Rc::new(index))),
            (V::Deferred(_), V::Int(_)) => {
                let arguments = Val::list(span, vec![index, base]);
                Val::deferred(span, Kind::String, What::Call("Fn::Select", arguments))
            }
            (V::Deferred(d), _) if matches!(&d.what, What::Call("Fn::FindInMap", _)) => {
                self.find_in_map_second(d, index, span)
            }
            (V::Map(fields), V::Deferred(_)) => self.map_at_deployment(fields.clone(), index, span),
            _ => {
                let message = format!("{} has no element at {}", base.describe(), index.describe());
                self.error(&codes::WRONG_TYPE, span, message)
            }
        }
    }

    /// A known map with a key that is not: one condition for each key that the key may be.
    fn map_at_deployment(&mut self, fields: Rc<Fields>, index: Val, span: Span) -> Val {
        let Some((last, rest)) = fields.0.split_last() else { return Val::error(span) };
        let mut value = last.1.clone();
        for (key, other) in rest.iter().rev() {
            let cond = self.conds.equals(index.clone(), Val::new(span, V::Str(key.text.clone())));
            value = Val::new(span, V::If(cond, Rc::new((other.clone(), value))));
        }
        value
    }

    fn family_member(&mut self, family: usize, index: &Val, span: Span) -> Val {
        let key = match &index.v {
            V::Int(n) => n.to_string().into(),
            V::Str(s) => s.clone(),
            _ => return Val::error(span),
        };
        let family = &self.families[family];
        if let Some((_, id)) = family.members.iter().find(|(k, _)| *k == key) {
            return Val::new(span, V::Decl(*id, None));
        }
        let keys: Vec<&str> = family.members.iter().map(|(k, _)| k.as_str()).collect();
        let help = format!("it has {}", super::describe::list_words(&keys));
        let message = format!("the family `{}` has no `{key}`", family.name);
        self.report.add(Diagnostic::error(&codes::UNKNOWN_NAME, index.span, message).help(help));
        Val::error(span)
    }

    pub fn find_in_map_first(&mut self, mapping: SmolStr, key: Val, span: Span) -> Val {
        if key.is_error() {
            return key;
        }
        let key = self.plain_text(key);
        let name = Val::new(span, V::Str(mapping));
        Val::deferred(span, Kind::Any, What::Call("Fn::FindInMap", Val::list(span, vec![name, key])))
    }

    fn find_in_map_second(&mut self, first: &Rc<Deferred>, key: Val, span: Span) -> Val {
        let What::Call(name, arguments) = &first.what else { return Val::error(span) };
        let mut arguments = arguments.as_list().unwrap_or_default().to_vec();
        if arguments.len() != 2 {
            return self.error(&codes::WRONG_TYPE, span, "a mapping has two keys, `Mapping[first][second]`");
        }
        arguments.push(self.plain_text(key));
        Val::deferred(span, Kind::Any, What::Call(name, Val::list(span, arguments)))
    }

    /// A value as it stands in a text: declarations give the attribute that stands for them.
    pub fn as_text(&mut self, value: Val, cx: &Cx<'a>) -> Val {
        match &value.v {
            V::Decl(id, block) => {
                let entry = &self.entries[id.0 as usize];
                let attribute = match entry.what {
                    Ast::Construct(construct, _) => construct.as_text,
                    Ast::Resource(..) => "ref",
                };
                let text = Val::deferred(value.span, Kind::String, What::Attr(*id, block.clone(), attribute.into()));
                self.guarded(*id, text, Optional::No, value.span, cx)
            }
            V::Stages(_) | V::If(..) => value.map_variants(&mut |v| self.as_text(v.clone(), cx)),
            _ => self.plain_text(value),
        }
    }

    /// A value that is no declaration as text.
    pub fn plain_text(&mut self, value: Val) -> Val {
        let span = value.span;
        match &value.v {
            V::Str(_) | V::Error | V::Deferred(_) => value,
            V::Int(n) => Val::new(span, V::Str(n.to_string().into())),
            V::Float(n) => Val::new(span, V::Str(n.to_string().into())),
            V::Bool(b) => Val::new(span, V::Str(SmolStr::new_static(if *b { "true" } else { "false" }))),
            V::Cond(cond) => {
                let word = |w: &'static str| Val::new(span, V::Str(SmolStr::new_static(w)));
                Val::new(span, V::If(*cond, Rc::new((word("true"), word("false")))))
            }
            V::Stages(_) | V::If(..) => value.map_variants(&mut |v| self.plain_text(v.clone())),
            _ => {
                let message = format!("{} cannot stand in a text", value.describe());
                self.error(&codes::WRONG_TYPE, span, message)
            }
        }
    }

    /// Says that a value must be known here, and through which names it comes to be known only later.
    pub fn not_known(&mut self, expr: &'a Expr, value: &Val, what: &str, cx: &Cx<'a>) {
        let when = if matches!(value.v, V::Stages(_)) { "once a stage is chosen" } else { "at deployment" };
        let message = format!("{what} must be known at build, and this is known only {when}");
        let mut diagnostic = Diagnostic::error(&codes::NOT_KNOWN_YET, expr.span, message);
        if matches!(value.v, V::Stages(_)) {
            diagnostic = diagnostic.help("build with `--stage NAME` or `--all-stages`");
        } else {
            diagnostic = diagnostic.help("`--set name=value` makes a parameter known at build");
        }
        self.trace(expr, cx, 8, &mut diagnostic);
        self.report.add(diagnostic);
    }

    /// Adds to a diagnostic the chain of names that a value comes through.
    fn trace(&self, expr: &'a Expr, cx: &Cx<'a>, bound: usize, diagnostic: &mut Diagnostic) {
        if bound == 0 || diagnostic.labels.len() > 8 {
            return;
        }
        match &expr.kind {
            ExprKind::Name(name) if cx.env.get(name).is_none() => match self.lookup(name, cx) {
                Some(super::Def::Let(slot)) => {
                    let slot = &self.slots[slot];
                    diagnostic.labels.push(crate::diagnostic::Label {
                        span: slot.name.span,
                        text: format!("`{name}` takes its value from here"),
                    });
                    self.trace(slot.expr, &slot.cx, bound - 1, diagnostic);
                }
                Some(super::Def::Param(index)) => diagnostic.labels.push(crate::diagnostic::Label {
                    span: self.params[index].name.span,
                    text: format!("`{name}` is a parameter, whose value is given at deployment"),
                }),
                Some(super::Def::Decl(id)) => diagnostic.labels.push(crate::diagnostic::Label {
                    span: self.entries[id.0 as usize].name_ident.span,
                    text: format!("`{name}` exists only once it is deployed"),
                }),
                _ => {}
            },
            ExprKind::Field { base, .. } | ExprKind::Paren(base) | ExprKind::Index { base, .. } => {
                self.trace(base, cx, bound, diagnostic);
            }
            ExprKind::Call { args, .. } => args.iter().for_each(|a| self.trace(a, cx, bound - 1, diagnostic)),
            ExprKind::Binary { left, right, .. } => {
                self.trace(left, cx, bound - 1, diagnostic);
                self.trace(right, cx, bound - 1, diagnostic);
            }
            ExprKind::Str(parts) => parts.iter().for_each(|p| {
                if let ast::StrPart::Expr(e) = p {
                    self.trace(e, cx, bound - 1, diagnostic);
                }
            }),
            _ => {}
        }
    }

    /// Why a value is not known at build, in a few words.
    pub fn why_deferred(&self, value: &Val) -> String {
        match &value.v {
            V::Deferred(deferred) => match &deferred.what {
                What::Param(index) => {
                    format!("the parameter `{}`, whose value is given at deployment", self.params[*index].name.text)
                }
                What::Pseudo(name) => format!("`{name}` is known only at deployment"),
                What::Item(index) => format!("`{}` is different in each round", self.stack.loops[*index].name),
                What::Attr(id, _, name) => {
                    format!("`{}.{name}` is known only once it is deployed", self.entries[id.0 as usize].name)
                }
                _ => "computed at deployment".into(),
            },
            V::Stages(_) => "known once a stage is chosen".into(),
            _ => value.describe(),
        }
    }
}

/// The kind of the named block called `name` directly in these members, or in their `if`s.
pub fn find_block<'m>(members: &'m [ast::Member], name: &str) -> Option<&'m str> {
    members.iter().find_map(|member| match &member.kind {
        ast::MemberKind::Decl(decl) => decl.name.as_ref().filter(|n| n.text == name).map(|_| decl.kind.text.as_str()),
        ast::MemberKind::If { then, otherwise, .. } => {
            find_block(&then.members, name).or_else(|| otherwise.as_ref().and_then(|b| find_block(&b.members, name)))
        }
        _ => None,
    })
}
