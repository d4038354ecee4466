//! Texts, numbers and amounts within their bounds.

use super::super::Eval;
use super::super::env::Cx;
use super::super::value::{Kind, V, Val};
use super::For;
use crate::aws::fargate;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::quantity::{Measure, Unit};
use crate::schema::{Text, Type};
use crate::source::Span;
use std::rc::Rc;

impl<'a> Eval<'a> {
    pub(super) fn coerce_text(&mut self, value: Val, ty: &'static Type, what: For<'_>, cx: &Cx<'a>) -> Val {
        match &value.v {
            V::Decl(..) => self.as_text(value, cx),
            V::Str(text) => {
                let problem = match ty {
                    Type::Text(rule) => text_problem(text, rule),
                    Type::Name(pattern) => return self.check_name(value.clone(), pattern, what),
                    _ => None,
                };
                match problem {
                    None => value,
                    Some(problem) => self.error(&codes::BAD_TEXT, value.span, format!("`{}` {problem}", what.name)),
                }
            }
            V::Deferred(d) if d.ty == Kind::List => self.wrong(value, ty, what),
            V::Deferred(_) => value,
            V::Int(_) | V::Float(_) | V::Bool(_) | V::Cond(_) => self.plain_text(value),
            _ => self.wrong(value, ty, what),
        }
    }

    pub(super) fn check_name(&mut self, value: Val, pattern: &crate::aws::names::NamePattern, what: For<'_>) -> Val {
        let text = value.as_str().unwrap_or_default();
        let Err(problem) = pattern.check(text) else { return value };
        let message = format!("`{}` cannot be `{text}`: {}", what.name, problem.describe());
        let mut diagnostic = Diagnostic::error(&codes::BAD_TEXT, value.span, message).help(pattern.describe());
        if let Some(better) = pattern.suggest(text) {
            diagnostic = diagnostic.fix(format!("use `{better}`"), value.span, format!("\"{better}\""));
        }
        self.report.add(diagnostic);
        Val::error(value.span)
    }

    pub(super) fn coerce_scalar(&mut self, value: Val, ty: &'static Type, what: For<'_>) -> Val {
        let span = value.span;
        match (ty, &value.v) {
            (Type::Bool, V::Bool(_)) | (Type::Metric, V::Metric(..)) => value,
            (Type::Bool, V::Cond(cond)) => {
                let bool_of = |b| Val::new(span, V::Bool(b));
                Val::new(span, V::If(*cond, Rc::new((bool_of(true), bool_of(false)))))
            }
            (Type::Bool, V::Deferred(d)) if matches!(d.ty, Kind::Bool | Kind::Any) => value,
            (Type::Int(min, max), V::Int(n)) => {
                self.within(value.clone(), *n as f64, (*min as f64, *max as f64), ty, what)
            }
            (Type::Number(min, max), V::Int(_) | V::Float(_)) => {
                let n = value.as_number().unwrap_or(0.0);
                self.within(value.clone(), n, (*min, *max), ty, what)
            }
            (Type::Int(..) | Type::Number(..) | Type::Range(..) | Type::Percent(..) | Type::Vcpu, V::Deferred(d))
                if matches!(d.ty, Kind::Number | Kind::Any) =>
            {
                value
            }
            (Type::Duration(unit, ..), V::Deferred(d))
                if d.ty == Kind::Any || (d.ty == Kind::Duration && *unit == Unit::S) =>
            {
                value
            }
            (Type::Size(unit, ..), V::Deferred(d))
                if d.ty == Kind::Any || (d.ty == Kind::Size && *unit == Unit::Mb) =>
            {
                value
            }
            (Type::Duration(unit, min, max) | Type::Size(unit, min, max), V::Quantity(amount, m))
                if *m == unit.measure() =>
            {
                self.quantity(*amount, *unit, (*min, *max), value.span, ty, what)
            }
            (Type::Percent(min, max), V::Quantity(n, Measure::Percent)) => {
                let n = *n;
                let number = if n.fract() == 0.0 { V::Int(n as i64) } else { V::Float(n) };
                self.within(Val::new(span, number), n, (*min, *max), ty, what)
            }
            (Type::Vcpu, V::Quantity(n, Measure::Vcpu)) => Val::new(span, V::Int((n * fargate::CPU_UNITS) as i64)),
            (Type::Range(min, max), V::Int(n)) => {
                self.within(value.clone(), *n as f64, (*min as f64, *max as f64), ty, what)
            }
            (Type::Range(min, max), V::Range(pair)) => self.range(pair, (*min, *max), span, ty, what),
            (Type::Table(table), V::Str(text)) => {
                if (table.has)(text) {
                    value
                } else {
                    let text = text.clone();
                    self.unknown_in_table(&text, span, table, what)
                }
            }
            (Type::Table(_), V::Deferred(_)) => value,
            (Type::Duration(..) | Type::Size(..) | Type::Vcpu | Type::Percent(..), V::Int(_) | V::Float(_)) => {
                self.bare_number(value, ty, what)
            }
            _ => self.wrong(value, ty, what),
        }
    }

    pub(super) fn range(
        &mut self,
        pair: &(Val, Val),
        bounds: (i64, i64),
        span: Span,
        ty: &'static Type,
        what: For<'_>,
    ) -> Val {
        let inner = |this: &mut Self, v: &Val| match &v.v {
            V::Int(n) => this.within(v.clone(), *n as f64, (bounds.0 as f64, bounds.1 as f64), ty, what),
            V::Deferred(d) if matches!(d.ty, Kind::Number | Kind::Any) => v.clone(),
            V::Stages(_) | V::If(..) | V::Error => v.clone(),
            _ => this.wrong(v.clone(), ty, what),
        };
        let (from, to) = (inner(self, &pair.0), inner(self, &pair.1));
        if let (Some(a), Some(b)) = (from.as_int(), to.as_int())
            && a > b
        {
            return self.error(
                &codes::OUT_OF_RANGE,
                span,
                format!("`{a}..{b}` is empty: the lower number comes first"),
            );
        }
        if from.is_error() || to.is_error() {
            return Val::error(span);
        }
        Val::new(span, V::Range(Rc::new((from, to))))
    }

    pub(super) fn within(&mut self, value: Val, n: f64, bounds: (f64, f64), ty: &Type, what: For<'_>) -> Val {
        if n >= bounds.0 && n <= bounds.1 {
            return value;
        }
        self.out_of_range(value.span, &value.describe(), ty, what)
    }

    pub(super) fn out_of_range(&mut self, span: Span, found: &str, ty: &Type, what: For<'_>) -> Val {
        let message = format!("`{}` wants {}, this is {found}", what.name, ty.describe());
        self.error(&codes::OUT_OF_RANGE, span, message)
    }

    pub(super) fn quantity(
        &mut self,
        amount: f64,
        unit: Unit,
        bounds: (i64, i64),
        span: Span,
        ty: &Type,
        what: For<'_>,
    ) -> Val {
        let n = amount / unit.factor();
        let shown = unit.measure().show(amount);
        if n < bounds.0 as f64 || n > bounds.1 as f64 {
            return self.out_of_range(span, &format!("`{shown}`"), ty, what);
        }
        if n.fract() != 0.0 {
            let message = format!("`{}` is counted in whole {}, `{shown}` is {n}", what.name, unit.word());
            return self.error(&codes::OUT_OF_RANGE, span, message);
        }
        Val::new(span, V::Int(n as i64))
    }

    /// A number without a unit, where the unit is part of the value.
    pub(super) fn bare_number(&mut self, value: Val, ty: &Type, what: For<'_>) -> Val {
        let unit = unit_of(ty).unwrap_or(Unit::Percent);
        let n = value.as_number().unwrap_or(0.0);
        // no task has so many vCPUs: they are ECS's units
        let units = unit == Unit::Vcpu && n * fargate::CPU_UNITS > fargate::LARGEST.cpu.into();
        let text = unit.of(&if units { n / fargate::CPU_UNITS } else { n }.to_string());
        let message = format!("`{}` wants a unit: the bare number `{n}` does not say of what", what.name);
        let diagnostic = Diagnostic::error(&codes::NO_UNIT, value.span, message)
            .help(format!("`{}` is {}", what.name, ty.describe()))
            .fix(format!("write `{text}`"), value.span, text);
        self.report.add(diagnostic);
        Val::error(value.span)
    }

    pub(super) fn wrong(&mut self, value: Val, ty: &Type, what: For<'_>) -> Val {
        let message = format!("`{}` wants {}, this is {}", what.name, ty.describe(), value.describe());
        let code: &'static Code = &codes::WRONG_TYPE;
        let mut diagnostic = Diagnostic::error(code, value.span, message);
        if matches!(value.v, V::Deferred(_)) {
            diagnostic = diagnostic.at(self.why_deferred(&value));
        }
        if let Some(meant) = value.as_str().and_then(|text| unquoted(text, ty))
            && self.loaded.sources.text(value.span).starts_with('"')
        {
            diagnostic = diagnostic.fix(format!("write `{meant}`"), value.span, meant);
        }
        self.report.add(diagnostic);
        Val::error(value.span)
    }
}

/// What is wrong with a known text by its rule.
pub fn text_problem(text: &str, rule: &Text) -> Option<String> {
    let length = text.chars().count();
    if length < rule.min {
        return Some(format!("wants at least {} characters, these are {length}", rule.min));
    }
    if length > rule.max {
        return Some(format!("wants at most {} characters, these are {length}", rule.max));
    }
    rule.check.and_then(|check| check(text))
}

/// What a text is that should stand without quotes: `30 s` for `"30s"`.
fn unquoted(text: &str, ty: &Type) -> Option<String> {
    match ty {
        Type::OneOf(types) => types.iter().find_map(|ty| unquoted(text, ty)),
        Type::Bool => matches!(text, "true" | "false").then(|| text.to_string()),
        Type::Range(..) => {
            let (least, most) = text.split_once("..")?;
            (least.parse::<u32>().is_ok() && most.parse::<u32>().is_ok()).then(|| text.to_string())
        }
        Type::Int(..) => text.parse::<i64>().is_ok().then(|| text.to_string()),
        // `rate(5 min)` for `"rate(5 minutes)"`
        Type::Calls(shapes) => {
            let (name, inner) = text.strip_suffix(')')?.split_once('(')?;
            shapes.iter().find(|shape| shape.name == name)?;
            match inner.split_once(' ').filter(|(digits, _)| digits.parse::<u32>().is_ok()) {
                Some((digits, word)) if !word.contains(' ') => {
                    let unit = Unit::meant(word)?;
                    Some(format!("{name}({})", unit.of(digits)))
                }
                _ => Some(format!("{name}(\"{inner}\")")),
            }
        }
        Type::Duration(..) | Type::Size(..) | Type::Vcpu | Type::Percent(..) => {
            let width = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
            let (digits, word) = (&text[..width], text[width..].trim());
            digits.parse::<f64>().ok()?;
            let unit = match word {
                "" => unit_of(ty),
                _ => Unit::meant(word),
            };
            unit.filter(|unit| Some(unit.measure()) == measure_of(ty)).map(|unit| unit.of(digits))
        }
        _ => None,
    }
}

/// The unit that a bare number would be of.
fn unit_of(ty: &Type) -> Option<Unit> {
    match ty {
        Type::Duration(unit, ..) | Type::Size(unit, ..) => Some(*unit),
        Type::Vcpu => Some(Unit::Vcpu),
        Type::Percent(..) => Some(Unit::Percent),
        _ => None,
    }
}

pub(super) fn measure_of(ty: &Type) -> Option<Measure> {
    match ty {
        Type::Duration(..) => Some(Measure::Duration),
        Type::Size(..) => Some(Measure::Size),
        Type::Vcpu => Some(Measure::Vcpu),
        Type::Percent(..) => Some(Measure::Percent),
        _ => None,
    }
}
