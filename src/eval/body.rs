//! The body of a declaration: properties, triggers, permissions, named blocks, overrides.

use super::env::Cx;
use super::typed::For;
use super::value::{Cond, V, Val};
use super::{Entry, Eval, What};
use crate::constructs;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Block, Decl, Grant, Kind, Origin, Override, Prop, Props, Trigger};
use crate::schema::{Construct, Default, Presence, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Member, MemberKind};
use smol_str::SmolStr;

impl<'a> Eval<'a> {
    /// Evaluates the body of every declaration that was found.
    pub fn bodies(&mut self) {
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
        let path = &self.loaded.sources.get(member.span.file).path;
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
            docs: member.docs.as_ref().map(|d| d.text.clone()),
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
                if let Some(trigger) = self.trigger(construct, member.span, kind, args, blocks, cx, cond) {
                    decl.triggers.push(trigger);
                }
            }
            MemberKind::Grant { verbs, targets, condition } => {
                self.grant(decl, construct, member.span, verbs, targets, condition.as_ref(), cx, cond);
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
            let message = format!(
                "{} `{}` has no block `{}`",
                super::describe::article(construct.kind),
                construct.kind,
                inner.kind.text
            );
            let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_BLOCK, inner.kind.span, message);
            let words: Vec<&str> = construct.blocks.iter().map(|b| b.kind).collect();
            if let Some(near) = self.nearest(&inner.kind.text, words.iter().copied()) {
                diagnostic = diagnostic.fix(format!("use `{near}`"), inner.kind.span, near);
            } else if construct.property(&inner.kind.text).is_some() {
                diagnostic =
                    diagnostic.help(format!("`{}` is a property: write `{}: …`", inner.kind.text, inner.kind.text));
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

    #[allow(clippy::too_many_arguments)]
    fn trigger(
        &mut self,
        construct: &'static Construct,
        span: Span,
        kind: &'a ast::Ident,
        args: &'a [ast::Expr],
        blocks: &'a [ast::Block],
        cx: &Cx<'a>,
        condition: Option<Cond>,
    ) -> Option<Trigger> {
        let here = format!("{} `{}`", super::describe::article(construct.kind), construct.kind);
        let fits = |s: &&crate::schema::TriggerShape| construct.compute.is_some_and(|c| s.targets.contains(&c));
        let Some(shape) = constructs::triggers().find(|s| s.kind == kind.text && fits(s)) else {
            self.no_trigger(construct, kind, &here);
            return None;
        };
        let mut values = Vec::with_capacity(shape.args.len());
        let mut rest = args.iter().peekable();
        for (i, argument) in shape.args.iter().enumerate() {
            let left = shape.args[i..].iter().filter(|a| a.presence == Presence::Needed).count();
            let skip = argument.presence == Presence::Optional
                && (rest.len() <= left || !rest.peek().is_some_and(|e| self.could_be(e, &argument.ty, cx)));
            if skip {
                values.push(None);
                continue;
            }
            match rest.next() {
                Some(expr) => {
                    let what = For { name: argument.name, secrecy: crate::schema::Secrecy::Leaks };
                    values.push(Some(self.eval_as(expr, &argument.ty, what, cx)));
                }
                None => {
                    let message = format!("`on {}` wants {}", shape.kind, argument.ty.describe());
                    let help = format!("{}; for example `{}`", argument.doc, shape.example);
                    self.report.add(Diagnostic::error(&codes::WRONG_ARGUMENTS, kind.span, message).help(help));
                    return None;
                }
            }
        }
        if let Some(extra) = rest.next() {
            let help = format!("for example `{}`", shape.example);
            let message = format!("`on {}` takes no more than this", shape.kind);
            self.report.add(Diagnostic::error(&codes::WRONG_ARGUMENTS, extra.span, message).help(help));
        }
        let mut blocks = blocks.iter();
        let pattern = match &shape.pattern {
            Some(argument) => match blocks.next() {
                Some(block) => Some(self.pattern(block, argument, cx)),
                None => {
                    let message = format!("`on {}` wants {} in braces", shape.kind, argument.doc);
                    let help = format!("for example `{}`", shape.example);
                    self.report.add(Diagnostic::error(&codes::WRONG_ARGUMENTS, kind.span, message).help(help));
                    return None;
                }
            },
            None => None,
        };
        let of = format!("`on {}`", shape.kind);
        let mut options = match blocks.next() {
            Some(block) => self.props(block, shape.options, &of, cx),
            None => Props::default(),
        };
        if let Some(extra) = blocks.next() {
            self.error(&codes::MISPLACED, extra.span, format!("{of} takes no more blocks"));
        }
        let given: Vec<SmolStr> =
            options.0.iter().filter(|p| !p.value.is_null()).map(|p| p.property.name.into()).collect();
        self.require(&given, shape.options, &of, kind.span);
        fill(&mut options, shape.options);
        let broken = values.iter().flatten().any(Val::is_error) || pattern.as_ref().is_some_and(Val::is_error);
        (!broken).then_some(Trigger { shape, args: values, pattern, options, condition, span, kind_span: kind.span })
    }

    fn pattern(&mut self, block: &'a ast::Block, argument: &'static crate::schema::Argument, cx: &Cx<'a>) -> Val {
        match &argument.ty {
            Type::Record(fields) => self.record(block, fields, argument.name, cx),
            ty => {
                let what = super::decorators::RAW;
                self.map_of(block, cx, &mut |this, _, expr, cx| this.eval_as(expr, ty, what, cx))
            }
        }
    }

    fn no_trigger(&mut self, construct: &'static Construct, kind: &ast::Ident, here: &str) {
        let words: Vec<&str> = constructs::triggers()
            .filter(|s| construct.compute.is_some_and(|c| s.targets.contains(&c)))
            .map(|s| s.kind)
            .collect();
        let message = format!("{here} has no trigger `on {}`", kind.text);
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_TRIGGER, kind.span, message);
        if let Some(near) = self.nearest(&kind.text, words.iter().copied()) {
            diagnostic = diagnostic.fix(format!("use `{near}`"), kind.span, near);
        }
        let help = match words.as_slice() {
            [] => "only functions, services and tasks have triggers".to_string(),
            words => format!("it has {}", super::describe::list_words(words)),
        };
        self.report.add(diagnostic.help(help));
    }

    /// Whether an argument of a trigger could be meant as a type, by its shape: for arguments that may be left out.
    fn could_be(&self, expr: &'a ast::Expr, ty: &Type, cx: &Cx<'a>) -> bool {
        match (&expr.kind, ty) {
            (ast::ExprKind::Str(_), Type::Ref(..) | Type::Decl(_)) => {
                matches!(&expr.kind, ast::ExprKind::Str(parts) if matches!(parts.first(), Some(ast::StrPart::Text(_, t)) if t.starts_with("arn:")))
            }
            (ast::ExprKind::Str(_), Type::String | Type::Text(_)) => true,
            (ast::ExprKind::Name(name), Type::Words(words)) => {
                // a name that nothing declares is a misspelt word
                words.iter().any(|w| w.word == name) || (cx.env.get(name).is_none() && self.lookup(name, cx).is_none())
            }
            (ast::ExprKind::Name(name), Type::Ref(..) | Type::Decl(_)) => {
                cx.env.get(name).is_some()
                    || self.lookup(name, cx).is_some()
                    || name.starts_with(|c: char| {
                        c.is_uppercase() && name.len() > 1 && name.chars().any(char::is_lowercase)
                    })
            }
            (ast::ExprKind::Field { .. } | ast::ExprKind::Index { .. }, Type::Ref(..) | Type::Decl(_)) => true,
            _ => false,
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn grant(
        &mut self,
        decl: &mut Decl,
        construct: &'static Construct,
        span: Span,
        verbs: &'a [ast::Verb],
        targets: &'a [ast::Expr],
        condition: Option<&'a ast::Expr>,
        cx: &Cx<'a>,
        cond: Option<Cond>,
    ) {
        if construct.compute.is_none() && construct.grants == crate::schema::Grants::No {
            let message = format!(
                "{} `{}` does nothing itself, so nothing can be granted to it",
                super::describe::article(construct.kind),
                construct.kind
            );
            self.error(&codes::MISPLACED, span, message);
            return;
        }
        let mut cx = cx.clone();
        let mut cond = cond;
        if let Some(condition) = condition {
            let value = self.eval(condition, &cx);
            match self.decide(&value, &cx) {
                super::fields::Decided::Known(true) => {}
                super::fields::Decided::Known(false) | super::fields::Decided::Wrong => return,
                super::fields::Decided::Deferred(c) => {
                    cond = self.conds.and_maybe(cond, Some(c));
                    cx.guard = self.conds.and_maybe(cx.guard, Some(c));
                }
            }
        }
        if verbs.iter().any(|v| matches!(v, ast::Verb::Action(..))) {
            return self.grant_actions(decl, span, verbs, targets, &cx, cond);
        }
        for target in targets {
            let value = self.eval(target, &cx);
            self.grant_verbs(decl, target, value, verbs, &cx, cond);
        }
    }

    fn grant_verbs(
        &mut self,
        decl: &mut Decl,
        target: &'a ast::Expr,
        value: Val,
        verbs: &'a [ast::Verb],
        cx: &Cx<'a>,
        cond: Option<Cond>,
    ) {
        let Some(id) = value.as_decl() else {
            if let V::If(_, branches) = &value.v {
                self.grant_verbs(decl, target, branches.0.clone(), verbs, cx, cond);
                return;
            }
            if !value.is_error() {
                let message = format!("a permission is on a declaration, this is {}", value.describe());
                let help = "actions in quotes are granted on ARNs: `can \"s3:GetObject\" on \"arn:…\"`";
                self.report.add(Diagnostic::error(&codes::WRONG_TYPE, target.span, message).help(help));
            }
            return;
        };
        if self.missing_condition(id, cx).is_some() {
            self.report_optional(id, target.span);
            return;
        }
        let kind = self.kind_of(id);
        let known = constructs::find(kind).map_or(&[][..], |c| c.verbs);
        let mut found = Vec::new();
        for verb in verbs {
            let ast::Verb::Word(word) = verb else { continue };
            match known.iter().find(|v| v.name == word.text) {
                Some(verb) => found.push((verb, word.span)),
                None => self.unknown_verb(word, kind, known),
            }
        }
        if !found.is_empty() {
            decl.grants.push(Grant::Verbs {
                verbs: found,
                target: Val { span: target.span, ..value },
                condition: cond,
                span: target.span,
            });
        }
    }

    fn unknown_verb(&mut self, word: &ast::Ident, kind: &str, known: &[crate::schema::Verb]) {
        let words: Vec<&str> = known.iter().map(|v| v.name).collect();
        let message = format!("one cannot `{}` {} `{kind}`", word.text, super::describe::article(kind));
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_VERB, word.span, message);
        if let Some(near) = self.nearest(&word.text, words.iter().copied()) {
            diagnostic = diagnostic.fix(format!("use `{near}`"), word.span, near);
        }
        let help = match words.as_slice() {
            [] => format!(
                "nothing can be granted on {} `{kind}` by a verb; `can \"service:Action\" on …` grants an action",
                super::describe::article(kind)
            ),
            words => format!("its verbs are {}", super::describe::list_words(words)),
        };
        self.report.add(diagnostic.help(help));
    }

    fn grant_actions(
        &mut self,
        decl: &mut Decl,
        span: Span,
        verbs: &'a [ast::Verb],
        targets: &'a [ast::Expr],
        cx: &Cx<'a>,
        condition: Option<Cond>,
    ) {
        let mut actions = Vec::new();
        for verb in verbs {
            match verb {
                ast::Verb::Action(at, parts) => actions.push(self.text(parts, *at, cx)),
                ast::Verb::Word(word) => {
                    let message = format!("the verb `{}` and actions in quotes cannot stand in one `can`", word.text);
                    self.error(&codes::MISPLACED, word.span, message);
                }
            }
        }
        let arn = For { name: "on", secrecy: crate::schema::Secrecy::Leaks };
        let on: Vec<Val> = targets.iter().map(|t| self.eval_as(t, &ANY_ARN, arn, cx)).collect();
        if on.is_empty() {
            let message = "actions in quotes need `on` and the ARNs that they are granted on";
            self.error(&codes::WRONG_ARGUMENTS, span, message);
            return;
        }
        if !actions.iter().chain(&on).any(Val::is_error) {
            decl.grants.push(Grant::Actions { actions, on, condition, span });
        }
    }

    fn resource_body(&mut self, i: usize, ty: &'a ast::Ident, body: Option<&'a ast::Block>) -> Decl {
        let mut decl = self.blank(i, Kind::Resource);
        let cx = self.entries[i].cx.clone();
        decl.resource_type = Some((ty.text.clone(), ty.span));
        let shape = ty.text.split("::").count() >= 3 || ty.text.starts_with("Custom::");
        if !shape || !ty.text.chars().all(|c| c.is_ascii_alphanumeric() || ":_@-".contains(c)) {
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
