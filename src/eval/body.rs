//! The body of a declaration: properties, triggers, permissions, named blocks, overrides.

mod grants;
mod triggers;

use super::env::Cx;
use super::typed::For;
use super::value::{Cond, V, Val};
use super::{Entry, Eval, What};
use crate::constructs;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Block, Decl, Kind, Origin, Override, Prop, Props};
use crate::schema::{Construct, Default, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Member, MemberKind};
use smol_str::SmolStr;

impl<'a> Eval<'a> {
    /// Evaluates the body of every declaration that was found.
    pub fn bodies(&mut self) {
        self.stack.decls.reserve_exact(self.entries.len());
        for i in 0..self.entries.len() {
            let decl = match self.entries[i].what {
                What::Construct(construct, ast) => self.construct_body(i, construct, ast),
                What::Resource(ty, body) => self.resource_body(i, ty, body),
            };
            self.stack.decls.push(decl);
        }
    }

    fn blank(&mut self, i: usize, kind: Kind) -> Decl {
        let (member, cx) = (self.entries[i].member, self.entries[i].cx.clone());
        let decorations = self.decorations(member, &cx);
        let Entry { id, name, logical_id, existing, name_ident, .. } = &self.entries[i];
        let path = &self.loaded.sources.get(member.span.file()).path;
        Decl {
            id: *id,
            name: name.clone(),
            logical_id: logical_id.clone(),
            kind,
            existing: *existing,
            resource_type: None,
            props: Props::default(),
            raw: None,
            blocks: Vec::new(),
            triggers: Vec::new(),
            grants: Vec::new(),
            overrides: Vec::new(),
            decorations,
            condition: cx.guard,
            docs: member.docs().map(|d| d.text.clone()),
            span: member.span,
            name_span: name_ident.span,
            folder: crate::files::parent(path).into(),
        }
    }

    fn construct_body(&mut self, i: usize, construct: &'static Construct, ast: &'a ast::Decl) -> Decl {
        let mut decl = self.blank(i, Kind::Construct(construct));
        let cx = self.entries[i].cx.clone();
        let of = format!("{} `{}`", super::describe::article(construct.kind), construct.kind);
        if let Some(body) = &ast.body {
            // and a few defaults
            decl.props.0.reserve_exact(body.members.len() + 4);
            self.walk(&body.members, &cx, None, &mut |this, member, cx, cond| {
                this.member(&mut decl, construct, member, cx, cond, &of);
            });
        }
        self.merge_defaults(&mut decl, construct, &cx);
        let given: Vec<SmolStr> =
            decl.props.0.iter().filter(|p| !p.value.is_null()).map(|p| p.property.name.into()).collect();
        if decl.existing {
            self.check_existing(&decl, construct);
        } else {
            self.require(&given, construct.properties, &of, decl.name_span);
            fill_defaults(&mut decl.props, construct);
        }
        decl
    }

    fn check_existing(&mut self, decl: &Decl, construct: &'static Construct) {
        let words = construct.existing;
        for prop in decl.props.0.iter().filter(|p| p.origin == Origin::Own && !words.contains(&p.property.name)) {
            let message =
                format!("an existing {} is not made here, so `{}` cannot be set", construct.kind, prop.property.name);
            let help = format!("it can have {}", super::describe::list_words(words));
            self.report.add(Diagnostic::error(&codes::UNKNOWN_PROPERTY, prop.key_span, message).help(help));
        }
        if !words.is_empty() && !words.iter().any(|w| decl.props.get(w).is_some()) {
            let message = format!("nothing says which {} `{}` is", construct.kind, decl.name);
            let help = format!("give one of {}", super::describe::list_words(words));
            self.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, decl.name_span, message).help(help));
        }
    }

    /// What exists already is not changed: it gets no triggers, permissions and overrides here.
    fn refuse_in_existing(&mut self, construct: &'static Construct, member: &'a Member) -> bool {
        let what = match &member.kind {
            MemberKind::Trigger { .. } => "no `on`",
            MemberKind::Grant { .. } => "no `can`",
            MemberKind::Override { .. } => "no `override`",
            _ => return false,
        };
        let message = format!("an existing {} is not made here, so it has {what}", construct.kind);
        self.error(&codes::MISPLACED, member.span, message);
        true
    }

    fn member(
        &mut self,
        decl: &mut Decl,
        construct: &'static Construct,
        member: &'a Member,
        cx: &Cx<'a>,
        cond: Option<Cond>,
        of: &str,
    ) {
        if decl.existing && self.refuse_in_existing(construct, member) {
            return;
        }
        match &member.kind {
            MemberKind::Property { key, value } => {
                if let Some(key) = self.key(key, cx) {
                    let field = super::fields::Field { key, expr: value, cx: cx.clone(), cond };
                    self.add_prop(&mut decl.props, &field, construct.properties, of);
                }
            }
            MemberKind::Trigger { kind, args, blocks } => {
                match self.trigger(construct, member.span, kind, args, blocks, cx, cond) {
                    Some(mut trigger) => {
                        trigger.id = self.inner_id(member, "on", Some("what it makes"), cx);
                        // most have one
                        if decl.triggers.is_empty() {
                            decl.triggers.reserve_exact(1);
                        }
                        decl.triggers.push(trigger);
                    }
                    None => self.stack.lost_triggers.push(kind.text.clone()),
                }
            }
            MemberKind::Grant { verbs, targets, condition } => {
                self.grant(decl, construct, member.span, verbs, targets, condition.as_deref(), cx, cond);
            }
            MemberKind::Decl(inner) => self.block(decl, construct, inner, member, cx, cond),
            MemberKind::Override { part, body } => self.overriding(decl, construct, part.as_ref(), body, cx, cond),
            MemberKind::Junk => {}
            _ => {
                self.error(&codes::MISPLACED, member.span, format!("this cannot stand inside {of}"));
            }
        }
    }

    fn block(
        &mut self,
        decl: &mut Decl,
        construct: &'static Construct,
        inner: &'a ast::Decl,
        member: &'a Member,
        cx: &Cx<'a>,
        cond: Option<Cond>,
    ) {
        let Some(shape) = construct.blocks.iter().find(|b| b.kind == inner.kind.text) else {
            let word = &inner.kind;
            if triggers::triggers_of(construct).any(|trigger| trigger.kind == word.text) {
                let message = format!("expected `on` before `{}`, which is a trigger", word.text);
                let diagnostic = Diagnostic::error(&codes::MISSING_PART, word.span, message);
                self.report.add(diagnostic.fix("insert `on`", word.span.before(), "on "));
                return;
            }
            let looks_like_property = inner.body.is_none() || inner.name.is_none();
            if looks_like_property && construct.property(&word.text).is_some() {
                return self.without_colon(word);
            }
            let message = format!(
                "{} `{}` has no block `{}`",
                super::describe::article(construct.kind),
                construct.kind,
                word.text
            );
            let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_BLOCK, word.span, message);
            let words: Vec<&str> = construct.blocks.iter().map(|b| b.kind).collect();
            if let Some(near) = self.nearest(&word.text, words.iter().copied()) {
                diagnostic = diagnostic.fix(format!("use `{near}`"), word.span, near);
            } else if construct.property(&word.text).is_some() {
                diagnostic = diagnostic.help(format!("`{}` is a property: write `{}: …`", word.text, word.text));
            } else if !words.is_empty() {
                diagnostic = diagnostic.help(format!("it has {}", super::describe::list_words(&words)));
            }
            self.report.add(diagnostic);
            return;
        };
        let Some(name) = &inner.name else {
            self.error(&codes::MISSING_NAME, inner.kind.span, format!("this `{}` has no name", shape.kind));
            return;
        };
        if let Some(before) = decl.blocks.iter().find(|b| b.name == name.text && b.shape.kind == shape.kind) {
            let message = format!("`{} {}` stands twice", shape.kind, name.text);
            self.report.add(
                Diagnostic::error(&codes::DUPLICATE_NAME, name.span, message).label(before.name_span, "first here"),
            );
            return;
        }
        let of = format!("the {} `{}`", shape.kind, name.text);
        let mut props = match &inner.body {
            Some(body) => self.props(body, shape.properties, &of, cx),
            None => Props::default(),
        };
        let given: Vec<SmolStr> =
            props.0.iter().filter(|p| !p.value.is_null()).map(|p| p.property.name.into()).collect();
        self.require(&given, shape.properties, &of, name.span);
        fill(&mut props, shape.properties);
        let count = decl.blocks_of(shape.kind).count();
        if count >= shape.max {
            let message = format!(
                "at most {} `{}` blocks can stand in {} `{}`",
                shape.max,
                shape.kind,
                super::describe::article(construct.kind),
                construct.kind
            );
            self.error(&codes::OUT_OF_RANGE, name.span, message);
        }
        decl.blocks.push(Block {
            shape,
            name: name.text.clone(),
            name_span: name.span,
            id: self.inner_id(member, shape.kind, shape.becomes, cx),
            props,
            condition: cond,
            span: member.span,
        });
    }

    fn overriding(
        &mut self,
        decl: &mut Decl,
        construct: &'static Construct,
        part: Option<&'a ast::Ident>,
        body: &'a ast::Block,
        cx: &Cx<'a>,
        condition: Option<Cond>,
    ) {
        let value =
            self.map_of(body, cx, &mut |this, _, expr, cx| this.eval_as(expr, &Type::Json, super::decorators::RAW, cx));
        let (part, part_span) = match part {
            Some(part) => (part.text.clone(), part.span),
            None => (SmolStr::default(), body.span),
        };
        let _ = construct;
        decl.overrides.push(Override { part, part_span, value, condition });
    }

    /// Takes over what the `defaults` blocks say and the declaration does not; maps merge by key.
    fn merge_defaults(&mut self, decl: &mut Decl, construct: &'static Construct, cx: &Cx<'a>) {
        let mut next = cx.defaults.clone();
        while let Some(defaults) = next {
            if defaults.kind.text == construct.kind {
                if defaults.props.get().is_none() {
                    let of = format!("{} `{}`", super::describe::article(construct.kind), construct.kind);
                    let props = self.props(defaults.body, construct.properties, &of, &defaults.cx);
                    let _ = defaults.props.set(props);
                }
                for prop in &defaults.props.get().map(|p| p.0.as_slice()).unwrap_or_default().to_vec() {
                    take_over(&mut decl.props, prop, defaults.body.span);
                }
            }
            next = defaults.next.clone();
        }
    }

    fn resource_body(&mut self, i: usize, ty: &'a ast::Ident, body: Option<&'a ast::Block>) -> Decl {
        let mut decl = self.blank(i, Kind::Resource);
        let cx = self.entries[i].cx.clone();
        decl.resource_type = Some((ty.text.clone(), ty.span));
        let shape = ty.text.split("::").count() >= 3 || ty.text.starts_with("Custom::");
        // of one that is missing it was said
        let said = ty.text.is_empty();
        if !said && !shape || !ty.text.chars().all(|c| c.is_ascii_alphanumeric() || ":_@-".contains(c)) {
            let message = format!("`{}` is not a resource type", ty.text);
            let help = "a type reads `AWS::Service::Type`, `Custom::Name`, or a registered third party's";
            self.report.add(Diagnostic::error(&codes::BAD_TEXT, ty.span, message).help(help));
        }
        if let Some(body) = body {
            let raw = For { name: "value", secrecy: crate::schema::Secrecy::Keeps };
            decl.raw = Some(self.map_of(body, &cx, &mut |this, key, expr, cx| {
                let secrecy = match key.as_str() {
                    "Tags" | "Environment" | "Description" => crate::schema::Secrecy::Leaks,
                    _ => raw.secrecy,
                };
                this.eval_as(expr, &Type::Json, For { name: key, secrecy }, cx)
            }));
        }
        decl
    }
}

/// Where any ARN may stand: each kind gives its own.
pub static ANY_ARN: Type = Type::OneOf(&[Type::String, Type::Ref(constructs::KINDS, "arn")]);

fn take_over(props: &mut Props, prop: &Prop, from: Span) {
    let origin = match prop.origin {
        Origin::Own => Origin::Defaults(from),
        other => other,
    };
    match props.0.iter_mut().find(|p| p.property.name == prop.property.name) {
        None => props.0.push(Prop { origin, ..prop.clone() }),
        Some(own) => {
            if let (V::Map(mine), V::Map(theirs)) = (&own.value.v, &prop.value.v) {
                let mut merged = mine.as_ref().clone();
                for (key, value) in &theirs.0 {
                    if merged.get(&key.text).is_none() {
                        merged.0.push((key.clone(), value.clone()));
                    }
                }
                own.value = Val::new(own.value.span, V::Map(std::rc::Rc::new(merged)));
            }
        }
    }
}

fn fill_defaults(props: &mut Props, construct: &'static Construct) {
    fill(props, construct.properties);
}

/// Adds slsc's own defaults for what is absent; `null` takes a default away.
fn fill(props: &mut Props, table: &'static [crate::schema::Property]) {
    for property in table {
        if let Default::Is(literal, _) = property.default
            && props.prop(property.name).is_none()
        {
            let value = Val::from(literal);
            props.0.push(Prop { property, key_span: Span::default(), value, origin: Origin::Default });
        }
    }
}
