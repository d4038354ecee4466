//! The parts of a stack that are no resources: the stack block, stages, outputs, mappings, rules, metadata, asserts.

use super::env::Cx;
use super::typed::For;
use super::value::{Fields, Kind, V, Val, What};
use super::{Eval, logical_id};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Json, Node};
use crate::model::{Entry, Output};
use crate::schema::{Property, Secrecy, Type, elsewhere, prop};
use crate::syntax::ast::{self, Member, MemberKind};
use smol_str::SmolStr;
use std::rc::Rc;

/// What stands in the `stack` block.
pub static STACK: &[Property] = &[
    prop("tags", Type::Map(&Type::String), "tags of every resource of the stack that can have tags"),
    prop(
        "artifacts",
        Type::String,
        "the bucket that holds the code; without it the template has a parameter `ArtifactBucket`",
    ),
    prop("metadata", Type::Json, "added to the template's Metadata"),
    prop("transform", Type::OneOrMore(&Type::String, 10), "transforms that CloudFormation runs over the template"),
    prop(
        "description",
        crate::schema::text(0, 1024),
        "the template's Description, instead of the documentation comment",
    ),
    prop("lint", Type::Map(&Type::Words(crate::lint::LEVELS)), "levels of lint rules by their names, or of `all`"),
    prop("format_version", Type::Json, "the template's AWSTemplateFormatVersion; `null` leaves it out")
        .aws("`2010-09-09`"),
];

impl<'a> Eval<'a> {
    /// Reads `stages` before anything may use them.
    pub fn read_stages(&mut self, members: &'a [Member], cx: &Cx<'a>) {
        for member in members {
            let MemberKind::Stages { body } = &member.kind else { continue };
            if !self.stages.names.is_empty() {
                let first = self.stages.span;
                self.report.add(
                    Diagnostic::error(&codes::DUPLICATE_NAME, member.span, "`stages` stands twice")
                        .label(first, "first here"),
                );
                continue;
            }
            self.stages.span = member.span;
            let value = self.map_of(body, cx, &mut |this, _, expr, cx| this.eval(expr, cx));
            let Some(fields) = value.as_map() else { continue };
            self.check_stages(fields);
            for (name, value) in &fields.0 {
                self.stages.names.push(name.text.clone());
                self.stages.values.push(value.clone());
            }
        }
    }

    fn check_stages(&mut self, fields: &Fields) {
        let Some((first, head)) = fields.0.first() else { return };
        for (name, value) in &fields.0 {
            let (Some(map), Some(wanted)) = (value.as_map(), head.as_map()) else {
                if !value.is_error() {
                    let message =
                        format!("the stage `{}` is a map of its values, this is {}", name.text, value.describe());
                    self.error(&codes::WRONG_TYPE, value.span, message);
                }
                continue;
            };
            for (key, _) in map.0.iter().filter(|(k, _)| k.text == "name") {
                self.error(
                    &codes::DUPLICATE_NAME,
                    key.span,
                    "`stage.name` is the stage's own name: call this value otherwise",
                );
            }
            let lacks =
                |a: &Fields, b: &Fields| a.0.iter().find(|(k, _)| b.get(&k.text).is_none()).map(|(k, _)| k.clone());
            if let Some(key) = lacks(wanted, map) {
                let message = format!("the stage `{}` has no `{}`", name.text, key.text);
                self.report.add(
                    Diagnostic::error(&codes::UNEVEN_STAGES, name.span, message)
                        .label(key.span, format!("`{}` has it", first.text))
                        .help("every stage has the same keys; say `null` where one has no value"),
                );
            } else if let Some(key) = lacks(map, wanted) {
                let message = format!("the stage `{}` has no `{}`", first.text, key.text);
                self.report.add(
                    Diagnostic::error(&codes::UNEVEN_STAGES, first.span, message)
                        .label(key.span, format!("`{}` has it", name.text))
                        .help("every stage has the same keys; say `null` where one has no value"),
                );
            }
        }
    }

    /// Chooses the stage that the build asks for.
    pub fn choose_stage(&mut self) {
        let Some(wanted) = self.options.stage.clone() else { return };
        self.stages.chosen = self.stages.names.iter().position(|n| *n == wanted);
        if self.stages.chosen.is_none() && !self.stages.names.is_empty() {
            let names: Vec<&str> = self.stages.names.iter().map(SmolStr::as_str).collect();
            let help = format!("there are {}", super::describe::list_words(&names));
            let message = format!("there is no stage `{wanted}`");
            self.report.add(Diagnostic::error(&codes::UNKNOWN_STAGE, self.stages.span, message).help(help));
        }
    }

    /// Evaluates everything that is no declaration with resources.
    pub fn sections(&mut self) {
        let found = std::mem::take(&mut self.sections_found);
        self.settings(&found);
        for section in &found {
            let cx = section.cx.clone();
            match &section.member.kind {
                MemberKind::Output { name, value } if cx.instance == 0 => self.output(section.member, name, value, &cx),
                MemberKind::Mapping { name, body } => self.mapping(section.member, name, body, &cx),
                MemberKind::Rule { name, body } => self.rule(section.member, name, body, &cx),
                MemberKind::Metadata { body } => self.metadata(body, &cx),
                MemberKind::Template { body } => self.template(body, &cx),
                MemberKind::Transform { value } => {
                    let value = self.eval_as(value, &Type::Json, super::decorators::RAW, &cx);
                    if value.is_null() {
                        self.stack.transforms = crate::model::Transforms::AsWritten;
                    } else if !value.is_error() {
                        self.stack.transform.push(crate::lower::known_node(&value));
                    }
                }
                MemberKind::Assert { condition, message } => {
                    self.assert(section.member, condition, message.as_deref(), &cx)
                }
                MemberKind::Defaults { kind, body } => self.check_defaults(kind, body, &cx),
                MemberKind::Condition { name, .. } | MemberKind::Let { name, .. } => {
                    if let Some(super::Def::Let(slot)) = self.lookup(&name.text, &Cx::of(cx.instance)) {
                        self.force(slot, name.span);
                    }
                }
                MemberKind::Type { ty, .. } => {
                    self.resolve(ty, cx.instance);
                }
                _ => {}
            }
        }
        for section in &found {
            if let MemberKind::Fn { params, value, .. } = &section.member.kind {
                self.check_fn(params, value, &section.cx);
            }
        }
        for index in 0..self.params.len() {
            self.param(index);
        }
        self.stack.param_ids = (self.params.iter())
            .map(|p| p.emitted.map_or(SmolStr::default(), |i| self.stack.params[i].logical_id.clone()))
            .collect();
        self.stack.all_stages = self.stages.names.clone();
        if self.stages.chosen.is_none() {
            self.stack.stages = self.stages.names.clone();
        }
    }

    /// Names in a function's body are checked even if nobody calls it.
    fn check_fn(&mut self, params: &'a [ast::FnParam], value: &'a ast::Expr, cx: &Cx<'a>) {
        let before = self.report.mark();
        let mut inner = Cx::of(cx.instance);
        for param in params {
            inner = inner.bind(param.name.text.clone(), Val::error(param.name.span));
        }
        self.eval(value, &inner);
        self.report.keep_only(before, &[&codes::UNKNOWN_NAME, &codes::UNKNOWN_FUNCTION]);
    }

    fn settings(&mut self, found: &[super::expand::Section<'a>]) {
        let mut blocks =
            found.iter().filter(|s| matches!(s.member.kind, MemberKind::Stack { .. }) && s.cx.instance == 0);
        let Some(first) = blocks.next() else { return };
        if let Some(second) = blocks.next() {
            let message = "a stack has one `stack` block";
            self.report.add(
                Diagnostic::error(&codes::DUPLICATE_NAME, second.member.span, message)
                    .label(first.member.span, "first here"),
            );
        }
        let MemberKind::Stack { name, body } = &first.member.kind else { return };
        self.stack.name = name.text.clone();
        self.stack.name_span = name.span;
        self.stack.description = first.member.docs().map(|d| d.text.clone());
        if let Some(body) = body {
            self.stack.settings = self.props(body, STACK, "the stack", &first.cx);
        }
        if let Some(text) = self.stack.settings.str("description") {
            self.stack.description = Some(text.into());
        }
        if let Some(text) = &self.stack.description
            && text.len() as i64 > crate::aws::limits::cloudformation::DESCRIPTION.max
        {
            let message = format!(
                "the stack's description has {} bytes, at most {} fit",
                text.len(),
                crate::aws::limits::cloudformation::DESCRIPTION.max
            );
            self.error(&codes::BAD_TEXT, name.span, message);
        }
    }

    fn output(&mut self, member: &'a Member, name: &'a ast::Ident, value: &'a ast::Expr, cx: &Cx<'a>) {
        let what = For { name: &name.text, secrecy: Secrecy::Leaks };
        let value = self.eval_as(value, &OUTPUT, what, cx);
        let export = self.export_name(member, cx);
        let id = self.pinned_id(member, cx).unwrap_or_else(|| logical_id(&name.text));
        if let Some(before) = self.stack.outputs.iter().find(|o| o.id == id) {
            let message = format!("the output `{}` stands twice", name.text);
            self.report
                .add(Diagnostic::error(&codes::DUPLICATE_NAME, name.span, message).label(before.span, "first here"));
            return;
        }
        if value.is_error() || value.is_null() {
            return;
        }
        let description = member.docs().map(|d| d.text.clone());
        self.stack.outputs.push(Output { id, value, description, export, condition: cx.guard, span: member.span });
    }

    fn mapping(&mut self, member: &'a Member, name: &'a ast::Ident, body: &'a ast::Block, cx: &Cx<'a>) {
        let value =
            self.map_of(body, cx, &mut |this, _, expr, cx| this.eval_as(expr, &MAPPING, super::decorators::RAW, cx));
        let Some(fields) = value.as_map() else { return };
        for (key, inner) in &fields.0 {
            if !matches!(inner.v, V::Map(_) | V::Error) {
                self.error(
                    &codes::WRONG_TYPE,
                    key.span,
                    "a mapping has two levels of keys: `first: { second: value }`",
                );
                return;
            }
        }
        if let Some(late) = late_in(&value) {
            self.error(&codes::NOT_KNOWN_YET, late, "the values of a mapping must be known at build");
            return;
        }
        let id = self.pinned_id(member, cx).unwrap_or_else(|| logical_id(&name.text));
        self.stack.mappings.push(Entry { id, span: name.span, node: crate::lower::known_node(&value) });
    }

    fn rule(&mut self, member: &'a Member, name: &'a ast::Ident, body: &'a ast::Block, cx: &Cx<'a>) {
        let value =
            self.map_of(body, cx, &mut |this, _, expr, cx| this.eval_as(expr, &Type::Json, super::decorators::RAW, cx));
        if !value.is_error() {
            let id = self.pinned_id(member, cx).unwrap_or_else(|| logical_id(&name.text));
            self.stack.rules.push(Entry { id, span: name.span, node: crate::lower::known_node(&value) });
        }
    }

    fn metadata(&mut self, body: &'a ast::Block, cx: &Cx<'a>) {
        let value =
            self.map_of(body, cx, &mut |this, _, expr, cx| this.eval_as(expr, &Type::Json, super::decorators::RAW, cx));
        if let Json::Map(fields) = crate::lower::known_node(&value).json {
            fields.into_iter().for_each(|(k, v)| self.stack.metadata.put(k, v));
        }
    }

    /// `template { … }`: kept until the sections are written.
    fn template(&mut self, body: &'a ast::Block, cx: &Cx<'a>) {
        let value =
            self.map_of(body, cx, &mut |this, _, expr, cx| this.eval_as(expr, &Type::Json, super::decorators::RAW, cx));
        if !value.is_error() {
            self.stack.raw.push(value);
        }
    }

    fn assert(&mut self, member: &'a Member, condition: &'a ast::Expr, message: Option<&'a ast::Expr>, cx: &Cx<'a>) {
        let text = match message.map(|m| self.eval(m, cx)) {
            Some(Val { v: V::Str(text), .. }) => text,
            _ => SmolStr::new_static("an assertion does not hold"),
        };
        let value = self.eval(condition, cx);
        match self.decide(&value, cx) {
            super::fields::Decided::Known(true) | super::fields::Decided::Wrong => {}
            super::fields::Decided::Known(false) => {
                let where_ = Diagnostic::error(&codes::ASSERTION_FAILS, condition.span, format!("{text}"));
                self.report.add(where_.at("this does not hold"));
            }
            super::fields::Decided::Deferred(cond) => {
                let id = SmolStr::from(format!("Assert{}", self.stack.rules.len() + 1));
                let rule = self.rule_condition(cond);
                let assertion = crate::object! { "Assert": rule, "AssertDescription": text };
                let body = match cx.guard {
                    Some(guard) => {
                        crate::object! { "RuleCondition": self.rule_condition(guard), "Assertions": vec![assertion.into()] }
                    }
                    None => crate::object! { "Assertions": vec![assertion.into()] },
                };
                self.stack.rules.push(Entry { id, span: member.span, node: body.into() });
            }
        }
    }

    /// A condition written out, as rules want it: they cannot name one.
    fn rule_condition(&mut self, cond: super::value::Cond) -> Node {
        use super::cond::Condition;
        match self.conds.get(cond).clone() {
            Condition::Equals(a, b) => {
                let pair = [a, b].map(|v| self.rule_operand(&v));
                Node::call("Fn::Equals", Node::list(pair))
            }
            Condition::Not(inner) => Node::call("Fn::Not", Node::list([self.rule_condition(inner)])),
            Condition::And(all) => {
                Node::call("Fn::And", Node::list(all.into_iter().map(|c| self.rule_condition(c)).collect::<Vec<_>>()))
            }
            Condition::Or(any) => {
                Node::call("Fn::Or", Node::list(any.into_iter().map(|c| self.rule_condition(c)).collect::<Vec<_>>()))
            }
            Condition::Declared(_, Some(inner), _) => self.rule_condition(inner),
            Condition::Declared(_, None, _) => Node::call("Fn::Equals", crate::nodes!["true", "true"]),
            Condition::Stage(marks) => {
                let names = self.stages.names.iter().zip(marks).filter(|(_, m)| *m).map(|(n, _)| Node::from(n.clone()));
                Node::call(
                    "Fn::Contains",
                    Node::list([Node::list(names.collect::<Vec<_>>()), Node::reference("Stage")]),
                )
            }
        }
    }

    fn rule_operand(&mut self, value: &Val) -> Node {
        match &value.v {
            V::Deferred(deferred) => match &deferred.what {
                What::Param(index) => {
                    let emitted = self.params[*index].emitted.unwrap_or(0);
                    Node::reference(self.stack.params[emitted].logical_id.clone()).at(value.span)
                }
                What::Pseudo(name) => Node::reference(*name).at(value.span),
                _ => {
                    self.error(
                        &codes::NOT_KNOWN_YET,
                        value.span,
                        "an assertion that is decided at deployment can only compare parameters",
                    );
                    Node::from("")
                }
            },
            _ => crate::lower::known_node(value),
        }
    }

    fn check_defaults(&mut self, kind: &'a ast::Ident, body: &'a ast::Block, cx: &Cx<'a>) {
        let Some(construct) = crate::constructs::find(&kind.text) else {
            let message = format!("there is no kind of declaration called `{}`", kind.text);
            let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_KIND, kind.span, message);
            let kinds = crate::constructs::KINDS.iter().copied();
            let elsewhere =
                |word: &str| elsewhere::statement(word).filter(|kind| crate::constructs::find(kind).is_some());
            if let Some(near) = self.meant(&kind.text, elsewhere, kinds) {
                diagnostic = diagnostic.fix(format!("use `{near}`"), kind.span, near);
            }
            self.report.add(diagnostic);
            return;
        };
        let of = format!("{} `{}`", super::describe::article(construct.kind), construct.kind);
        self.props(body, construct.properties, &of, cx);
    }
}

/// Any value as an output: a declaration gives what stands for it.
static OUTPUT: Type = Type::Json;
/// A mapping's inner level.
static MAPPING: Type = Type::Json;

/// Where a value holds something that is not known at build.
fn late_in(value: &Val) -> Option<crate::source::Span> {
    match &value.v {
        V::Deferred(_) | V::If(..) | V::Cond(_) | V::Stages(_) => Some(value.span),
        V::List(items) => items.iter().find_map(late_in),
        V::Map(fields) => fields.0.iter().find_map(|(_, v)| late_in(v)),
        _ => None,
    }
}

/// A pseudo-parameter as a value.
pub fn pseudo(name: &'static str) -> Val {
    Val::built_in(V::Deferred(Rc::new(super::value::Deferred {
        what: What::Pseudo(name),
        ty: Kind::String,
        secret: None,
    })))
}
