//! `@id`, `@retain` and the other decorators of a declaration.

use super::Eval;
use super::env::Cx;
use super::value::{V, Val};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Policy;
use crate::model::Decorations;
use crate::source::Span;
use crate::syntax::ast::{Decorator, Expr, ExprKind, Member};
use smol_str::SmolStr;

/// A decorator's name, its argument in the reference, and what it does.
pub const DECORATORS: [(&str, &str, &str); 16] = [
    (
        "id",
        "(\"LogicalId\")",
        "pins the logical id, of an `alias`, too; before an `on`, what the ids of all that it makes begin with",
    ),
    ("retain", "", "the resource stays when it leaves the stack (DeletionPolicy and UpdateReplacePolicy `Retain`)"),
    ("snapshot", "", "a snapshot is taken when the resource leaves the stack, where its type can"),
    ("delete", "", "the resource is deleted when it leaves the stack"),
    ("deletion_policy", "(\"Retain\")", "the DeletionPolicy alone, in CloudFormation's words"),
    ("update_replace_policy", "(\"Retain\")", "the UpdateReplacePolicy alone, in CloudFormation's words"),
    ("depends_on", "(X, …)", "waits for other declarations; `([X])` writes a list of one"),
    ("export", "(\"name\")", "exports an output under a name of the region"),
    ("keep", "", "a parameter stays in the template though nothing uses it"),
    ("allow", "(rule, \"why\")", "silences a lint rule for what it stands before; `slsc rules` lists them"),
    ("was", "(\"OldId\")", "the logical id that this had in what is deployed"),
    ("replaceable", "(\"why\")", "a stateful resource may be replaced"),
    ("metadata", "({ … })", "the resource's Metadata"),
    ("creation_policy", "({ … })", "the resource's CreationPolicy"),
    ("update_policy", "({ … })", "the resource's UpdatePolicy"),
    ("attributes", "({ … })", "whatever else stands beside the resource's Properties"),
];

impl<'a> Eval<'a> {
    /// `@id("…")`, wanted before anything else is known.
    pub fn pinned_id(&mut self, member: &'a Member, cx: &Cx<'a>) -> Option<SmolStr> {
        let decorator = member.decorators().iter().find(|d| d.name.text == "id")?;
        let id = self.one_text(decorator, cx)?;
        if id.is_empty() || id.len() > 255 || !id.bytes().all(|b| b.is_ascii_alphanumeric()) {
            let message = format!("`{id}` cannot be a logical id: only letters and digits, at most 255");
            self.error(&codes::BAD_TEXT, decorator.span, message);
            return None;
        }
        Some(id)
    }

    /// `@id("…")` before an `on`, or before a block that becomes a resource.
    pub fn inner_id(&mut self, member: &'a Member, what: &str, becomes: Option<&str>, cx: &Cx<'a>) -> Option<SmolStr> {
        let fits = |name: &str| name.is_empty() || name == "allow" || name == "id" && becomes.is_some();
        for decorator in member.decorators().iter().filter(|d| !fits(&d.name.text)) {
            let message =
                format!("`@{}` cannot stand before {} `{what}`", decorator.name.text, super::describe::article(what));
            let help = match becomes {
                Some(_) => "`@id` and `@allow` can; a declaration has the others",
                None => "only `@allow` can; a declaration has the others",
            };
            self.report.add(Diagnostic::error(&codes::UNKNOWN_DECORATOR, decorator.name.span, message).help(help));
        }
        becomes.and_then(|_| self.pinned_id(member, cx))
    }

    pub fn one_text(&mut self, decorator: &'a Decorator, cx: &Cx<'a>) -> Option<SmolStr> {
        if let [arg] = decorator.args.as_slice() {
            match self.eval(arg, cx).v {
                V::Str(text) => return Some(text),
                V::Error => return None,
                _ => {}
            }
        }
        let message = format!("`@{}` wants one text, `@{}(\"…\")`", decorator.name.text, decorator.name.text);
        self.error(&codes::WRONG_ARGUMENTS, decorator.span, message);
        None
    }

    /// What a declaration's decorators say; unknown ones are reported.
    pub fn decorations(&mut self, member: &'a Member, cx: &Cx<'a>) -> Decorations {
        let mut all = Decorations::default();
        for decorator in member.decorators() {
            let span = decorator.span;
            match decorator.name.text.as_str() {
                "id" => {}
                "retain" => all.policy = Some((Policy::Retain, span)),
                "snapshot" => all.policy = Some((Policy::Snapshot, span)),
                "delete" => all.policy = Some((Policy::Delete, span)),
                "was" => all.was = self.one_text(decorator, cx).map(|t| (t, span)),
                "replaceable" => all.replaceable = self.one_text(decorator, cx).map(|t| (t, span)),
                // the linter reads them, wherever they stand
                "allow" => {}
                "depends_on" => self.depends_on(decorator, cx, &mut all),
                "metadata" => self.attribute_map("Metadata", decorator, cx, &mut all),
                "creation_policy" => self.attribute_map("CreationPolicy", decorator, cx, &mut all),
                "update_policy" => self.attribute_map("UpdatePolicy", decorator, cx, &mut all),
                "deletion_policy" => self.one_attribute("DeletionPolicy", decorator, cx, &mut all),
                "update_replace_policy" => self.one_attribute("UpdateReplacePolicy", decorator, cx, &mut all),
                "attributes" => self.attributes(decorator, cx, &mut all),
                _ => self.unknown_decorator(decorator),
            }
        }
        all
    }

    /// `@deletion_policy("Retain")`: any text, or an expression where a transform allows one.
    fn one_attribute(&mut self, name: &'static str, decorator: &'a Decorator, cx: &Cx<'a>, all: &mut Decorations) {
        let value = match decorator.args.as_slice() {
            [arg] => self.eval_as(arg, &crate::schema::Type::Json, RAW, cx),
            _ => {
                let message = format!("`@{}` wants one value", decorator.name.text);
                self.error(&codes::WRONG_ARGUMENTS, decorator.span, message)
            }
        };
        if !value.is_error() {
            all.attributes.push((name.into(), value));
        }
    }

    /// `@attributes({ … })`: each on its own, as CloudFormation calls it.
    fn attributes(&mut self, decorator: &'a Decorator, cx: &Cx<'a>, all: &mut Decorations) {
        let mut whole = Decorations::default();
        self.attribute_map("", decorator, cx, &mut whole);
        for (_, value) in &whole.attributes {
            let fields = value.as_map().map(|m| m.0.as_slice()).unwrap_or_default();
            all.attributes.extend(fields.iter().map(|(key, value)| (key.text.clone(), value.clone())));
        }
    }

    fn depends_on(&mut self, decorator: &'a Decorator, cx: &Cx<'a>, all: &mut Decorations) {
        let values: Vec<(Span, Val)> = match decorator.args.as_slice() {
            [Expr { kind: ExprKind::List(_), .. }] => {
                all.waits = crate::emit::template::Waits::List;
                let list = self.eval(&decorator.args[0], cx);
                list.as_list().unwrap_or_default().iter().map(|v| (v.span, v.clone())).collect()
            }
            args => args.iter().map(|arg| (arg.span, self.eval(arg, cx))).collect(),
        };
        for (span, value) in values {
            match value.as_decl() {
                Some(id) => all.depends_on.push((id, span)),
                None if value.is_error() => {}
                None => {
                    self.error(&codes::WRONG_TYPE, span, "`@depends_on` takes declarations");
                }
            }
        }
    }

    fn attribute_map(&mut self, name: &'static str, decorator: &'a Decorator, cx: &Cx<'a>, all: &mut Decorations) {
        let value = match decorator.args.as_slice() {
            [arg] if matches!(arg.kind, ExprKind::Map(_)) => self.eval_as(arg, &crate::schema::Type::Json, RAW, cx),
            _ => {
                let message = format!("`@{}` wants one map", decorator.name.text);
                self.error(&codes::WRONG_ARGUMENTS, decorator.span, message)
            }
        };
        if !value.is_error() {
            all.attributes.push((name.into(), value));
        }
    }

    pub fn unknown_decorator(&mut self, decorator: &Decorator) {
        let name = &decorator.name;
        // that it is missing was said
        if name.text.is_empty() {
            return;
        }
        let message = format!("there is no decorator `@{}` here", name.text);
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_DECORATOR, name.span, message);
        if let Some(near) = self.nearest(&name.text, DECORATORS.iter().map(|d| d.0)) {
            diagnostic = diagnostic.fix(format!("use `@{near}`"), name.span, near);
        }
        self.report.add(diagnostic);
    }

    /// `@export("name")` of an output.
    pub fn export_name(&mut self, member: &'a Member, cx: &Cx<'a>) -> Option<Val> {
        let mut export = None;
        for decorator in member.decorators() {
            match (decorator.name.text.as_str(), decorator.args.as_slice()) {
                ("export", [arg]) => export = Some(self.eval_as(arg, &crate::schema::Type::String, RAW, cx)),
                ("export", _) => {
                    self.error(&codes::WRONG_ARGUMENTS, decorator.span, "`@export` wants one name, `@export(\"…\")`");
                }
                ("id" | "allow", _) => {}
                _ => self.unknown_decorator(decorator),
            }
        }
        export.filter(|v| !v.is_error())
    }
}

/// Values that are checked by nobody but CloudFormation.
pub const RAW: super::typed::For<'static> = super::typed::For { name: "value", secrecy: crate::schema::Secrecy::Leaks };
