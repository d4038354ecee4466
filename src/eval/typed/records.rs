//! Properties of a block, and records that stand as values.

use super::super::Eval;
use super::super::describe::list_words;
use super::super::env::Cx;
use super::super::value::{Cond, V, Val};
use super::For;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Origin, Prop, Props};
use crate::schema::{Default, Property, Type, elsewhere};
use crate::source::Span;
use crate::syntax::ast::{self};
use smol_str::SmolStr;
use std::rc::Rc;

impl<'a> Eval<'a> {
    /// A map whose fields are in a table, as a map of coerced values.
    pub fn record(&mut self, block: &'a ast::Block, table: &'static [Property], of: &str, cx: &Cx<'a>) -> Val {
        let props = self.props(block, table, of, cx);
        let fields = props.0.into_iter().map(|p| {
            let key = ast::Ident { span: p.key_span, text: SmolStr::new_static(p.property.name) };
            (key, p.value)
        });
        let fields = super::super::value::Fields(fields.collect());
        self.require(&fields_given(&fields), table, of, block.span);
        Val::new(block.span, V::Map(Rc::new(fields)))
    }

    /// The properties of a block by a table; unknown ones are reported. Nothing is said of those that are missing.
    pub fn props(&mut self, block: &'a ast::Block, table: &'static [Property], of: &str, cx: &Cx<'a>) -> Props {
        let mut props = Props(Vec::with_capacity(block.members.len()));
        for field in self.fields(block, cx) {
            self.add_prop(&mut props, &field, table, of);
        }
        props
    }

    /// Evaluates one property by its table and adds it, under its condition.
    pub fn add_prop(
        &mut self,
        props: &mut Props,
        field: &super::super::fields::Field<'a>,
        table: &'static [Property],
        of: &str,
    ) {
        let Some(property) = table.iter().find(|p| p.name == field.key.text) else {
            return self.unknown_property(&field.key, table, of);
        };
        let value = self.eval_as(field.expr, &property.ty, For::property(property), &field.cx);
        let place = props.0.iter().position(|p| p.property.name == property.name);
        let value = match (field.cond, place) {
            (None, Some(place)) if !matches!(props.0[place].value.v, V::If(..)) => {
                let first = props.0[place].key_span;
                let message = format!("`{}` stands twice", property.name);
                self.report.add(
                    Diagnostic::error(&codes::DUPLICATE_PROPERTY, field.key.span, message).label(first, "first here"),
                );
                return;
            }
            (Some(cond), Some(place)) => {
                let before = props.0[place].value.clone();
                self.one_more(before, cond, value)
            }
            (Some(cond), None) => {
                let otherwise = Val::new(value.span, V::Null);
                Val::new(value.span, V::If(cond, Rc::new((value, otherwise))))
            }
            _ => value,
        };
        let prop = Prop { property, key_span: field.key.span, value, origin: Origin::Own };
        match place {
            Some(place) => props.0[place] = prop,
            None => props.0.push(prop),
        }
    }

    /// A value under a condition over what held before; the `else` of an `if` takes the place that the `if` left free.
    pub(super) fn one_more(&mut self, before: Val, cond: Cond, value: Val) -> Val {
        if let V::If(first, branches) = &before.v
            && branches.1.is_null()
            && self.conds.not(*first) == cond
        {
            return Val::new(before.span, V::If(*first, Rc::new((branches.0.clone(), value))));
        }
        Val::new(value.span, V::If(cond, Rc::new((value, before))))
    }

    pub(super) fn unknown_property(&mut self, key: &ast::Ident, table: &'static [Property], of: &str) {
        let names: Vec<&str> = table.iter().map(|p| p.name).collect();
        let message = format!("{of} has no property `{}`", key.text);
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_PROPERTY, key.span, message);
        let meant = self.meant(&key.text, |word| elsewhere::property(word, table), names.iter().copied());
        if let Some(meant) = meant {
            diagnostic = diagnostic
                .fix(format!("rename to `{meant}`"), key.span, meant)
                .help(format!("did you mean `{meant}`?"));
        } else {
            let instead = self.look_up(|| elsewhere::no_property(&key.text));
            diagnostic =
                diagnostic.help(instead.map_or_else(|| format!("it has {}", list_words(&names)), str::to_string));
        }
        self.report.add(diagnostic);
    }

    /// Reports every required property that is not given.
    pub fn require(&mut self, given: &[SmolStr], table: &'static [Property], of: &str, span: Span) {
        let missing = table.iter().filter(|p| p.default == Default::Required && !given.iter().any(|g| g == p.name));
        for property in missing {
            let message = format!("{of} needs `{}`", property.name);
            let help = format!("`{}` is {}: {}", property.name, property.ty.describe(), property.doc);
            self.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, span, message).help(help));
        }
    }

    pub(super) fn coerce_json(&mut self, value: Val, cx: &Cx<'a>) -> Val {
        match &value.v {
            V::Decl(..) => self.as_text(value, cx),
            V::List(items) => {
                let items = items.iter().map(|v| self.coerce_json(v.clone(), cx)).collect();
                Val::list(value.span, items)
            }
            V::Quantity(..)
            | V::Range(_)
            | V::Narrowed(..)
            | V::Metric(..)
            | V::Family(_)
            | V::Module(_)
            | V::Form(..) => {
                let message = format!(
                    "{} has no form in JSON here: write the number that CloudFormation wants",
                    value.describe()
                );
                self.error(&codes::WRONG_TYPE, value.span, message)
            }
            _ => value,
        }
    }

    pub(super) fn coerce_map(&mut self, value: Val, inner: &'static Type, what: For<'_>, cx: &Cx<'a>) -> Val {
        let V::Map(fields) = &value.v else { return value };
        let each = fields.0.iter().map(|(k, v)| {
            let v = self.coerce(v.clone(), inner, For { name: &k.text, ..what }, cx);
            (k.clone(), v)
        });
        let fields = super::super::value::Fields(each.collect());
        Val::new(value.span, V::Map(Rc::new(fields)))
    }

    pub(super) fn coerce_record(&mut self, value: Val, table: &'static [Property], what: For<'_>, cx: &Cx<'a>) -> Val {
        let V::Map(fields) = &value.v else { return value };
        let mut out = super::super::value::Fields::default();
        for (key, v) in &fields.0 {
            match table.iter().find(|p| p.name == key.text) {
                Some(property) => {
                    let v = self.coerce(v.clone(), &property.ty, For::property(property), cx);
                    out.0.push((key.clone(), v));
                }
                None => self.unknown_property(key, table, &format!("`{}`", what.name)),
            }
        }
        self.require(&fields_given(&out), table, &format!("`{}`", what.name), value.span);
        Val::new(value.span, V::Map(Rc::new(out)))
    }
}

pub(super) fn fields_given(fields: &super::super::value::Fields) -> Vec<SmolStr> {
    fields.0.iter().filter(|(_, v)| !v.is_null()).map(|(k, _)| k.text.clone()).collect()
}
