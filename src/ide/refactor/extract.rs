//! A value gets a name, as a `let`, a `param` or a default of its kind; and a `let` goes back to where it is used.

use super::super::fields::{Fields, key_of};
use super::super::index::DefKind;
use super::super::spot;
use super::{Action, ActionKind, Asked};
use crate::diagnostic::Edit;
use crate::eval::functions;
use crate::quantity::Measure;
use crate::schema::{Names, Type};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Member, MemberKind, StrPart};

impl Asked<'_> {
    /// The value as a `let` before the declaration that it stands in.
    pub(super) fn to_let(&self) -> Option<Action> {
        let (expr, _) = self.spot.exprs.last().filter(|(expr, ty)| self.can_have_a_name(expr, *ty))?;
        let name = self.free_name();
        let text = format!("let {name} = {}", self.text(expr.span));
        Some(Action {
            title: format!("extract to `let {name}`"),
            kind: ActionKind::Extract,
            edits: self.named(expr, &name, text)?,
        })
    }

    /// The value as the default of a parameter.
    pub(super) fn to_param(&self) -> Option<Action> {
        let (expr, ty) = self.spot.exprs.last().filter(|(expr, ty)| self.can_have_a_name(expr, *ty))?;
        // what the build reads must be known to it, and what is a word of a set, or may be several things, is checked by it
        let word = type_of(expr)?;
        let takes = match (*ty)? {
            Type::String | Type::Text(_) | Type::Name(_) => word == "string",
            Type::Int(..) | Type::Number(..) => word == "number",
            Type::Duration(..) => word == "duration",
            Type::Size(..) => word == "size",
            _ => false,
        };
        let plain = self.spot.property.is_some_and(|property| property.names == Names::Nothing);
        if !takes || !plain {
            return None;
        }
        let name = self.free_name();
        let text = format!("param {name}: {word} = {}", self.text(expr.span));
        Some(Action {
            title: format!("extract to `param {name}`"),
            kind: ActionKind::Extract,
            edits: self.named(expr, &name, text)?,
        })
    }

    /// The property in `defaults` of its kind, if each declaration of the kind in the file says it: then nothing changes.
    pub(super) fn to_defaults(&self) -> Option<Action> {
        let [.., (outer, Fields::File), (member, Fields::Construct(construct))] = self.spot.members.as_slice() else {
            return None;
        };
        if !matches!(outer.kind, MemberKind::Decl(_)) {
            return None;
        }
        let MemberKind::Property { key, value } = &member.kind else { return None };
        let (key, text) = (key_of(key)?, self.text(value.span));
        construct.properties.iter().find(|property| property.name == key)?;
        let (_, tree) = self.analysis.tree(self.file)?;
        let mut gone: Vec<Edit> = Vec::new();
        let mut block: Option<Span> = None;
        for other in flat(&tree.members) {
            match &other.kind {
                MemberKind::Decl(decl) if decl.kind.text == construct.kind && !decl.existing => {
                    let said = decl.body.iter().flat_map(|b| &b.members).find(|m| is_key(m, key))?;
                    let MemberKind::Property { value, .. } = &said.kind else { return None };
                    if self.text(value.span) == text {
                        gone.push(Edit { span: self.lines(said.span)?, text: String::new() });
                    }
                }
                MemberKind::Defaults { kind, body } if kind.text == construct.kind => {
                    if body.members.iter().any(|m| is_key(m, key)) {
                        return None;
                    }
                    block = Some(body.span);
                }
                _ => {}
            }
        }
        if !self.is_written_here(value) {
            return None;
        }
        let line = format!("  {key}: {text}\n");
        gone.push(match block {
            Some(block) if self.text(block).contains('\n') => self.insert(self.line_start(block.end() - 1), line),
            Some(block) => self.insert(block.end() - 1, format!("\n{line}")),
            None => {
                let first = self.line_start(self.spot.members.first()?.0.span.start());
                let first = flat(&tree.members)
                    .find(|m| matches!(&m.kind, MemberKind::Decl(d) if d.kind.text == construct.kind))
                    .map_or(first, |m| self.line_start(m.span.start()));
                self.insert(first, format!("defaults {} {{\n{line}}}\n\n", construct.kind))
            }
        });
        let title = format!("move `{key}` to `defaults {}`", construct.kind);
        Some(Action { title, kind: ActionKind::Extract, edits: gone })
    }

    /// The value of a `let` where its name is used.
    pub(super) fn inline(&self) -> Option<Action> {
        let index = self.analysis.index();
        let def = index.at(self.file, self.offset)?;
        let (_, tree) = self.analysis.tree(index.def(def).name_span.file())?;
        let found = tree.members.iter().find_map(|member| match &member.kind {
            MemberKind::Let { export: false, name, value } if name.span == index.def(def).name_span => {
                Some((member, value))
            }
            _ => None,
        });
        let (member, value) = found?;
        let places = index.places(def);
        if places.len() < 2 || member.span.file() != self.file || !self.is_written_here(value) {
            return None;
        }
        let simple = !matches!(
            value.kind,
            ExprKind::Binary { .. } | ExprKind::Ternary { .. } | ExprKind::Unary { .. } | ExprKind::Range(..)
        );
        let text = self.text(value.span).to_string();
        let text = if simple { text } else { format!("({text})") };
        let mut edits: Vec<Edit> = (places.into_iter().skip(1)).map(|span| Edit { span, text: text.clone() }).collect();
        edits.push(Edit { span: self.lines(member.span)?, text: String::new() });
        Some(Action { title: format!("inline `{}`", index.def(def).name), kind: ActionKind::Inline, edits })
    }

    fn named(&self, expr: &Expr, name: &str, text: String) -> Option<Vec<Edit>> {
        let (top, _) = self.spot.members.first()?;
        let short = matches!(top.kind, MemberKind::Let { .. } | MemberKind::Param { .. });
        let at = self.line_start(top.span.start());
        let replaced = Edit { span: expr.span, text: name.to_string() };
        Some(vec![self.insert(at, format!("{text}\n{}", if short { "" } else { "\n" })), replaced])
    }

    /// Whether a value means the same under a name at the top: no word of a type, nothing that is known only there.
    fn can_have_a_name(&self, expr: &Expr, ty: Option<&'static Type>) -> bool {
        let fit = match &expr.kind {
            ExprKind::Str(_) => !matches!(ty, Some(Type::Words(_) | Type::Table(_) | Type::Calls(_))),
            ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Quantity(..) | ExprKind::Binary { .. } => true,
            ExprKind::List(_) | ExprKind::Comprehension(_) | ExprKind::Ternary { .. } => true,
            _ => false,
        };
        // a `let` is one already, and a parameter's default is its own
        let is_own = self.spot.exprs.len() == 1
            && matches!(self.spot.members.last(), Some((m, _)) if !matches!(m.kind, MemberKind::Property { .. }));
        fit && !is_own && self.in_named_part() && self.is_written_here(expr)
    }

    /// What `stages`, `stack` and the like hold is read before there are names.
    fn in_named_part(&self) -> bool {
        self.spot.members.first().is_some_and(|(top, _)| {
            matches!(
                top.kind,
                MemberKind::Decl(_) | MemberKind::Resource { .. } | MemberKind::Output { .. } | MemberKind::Let { .. }
            )
        })
    }

    /// Whether each name in a value is one that is known at the top of the file.
    fn is_written_here(&self, expr: &Expr) -> bool {
        let index = self.analysis.index();
        let mut known = true;
        let mut see = |e: &Expr, _: Option<&'static Type>| match &e.kind {
            ExprKind::Name(name) => {
                let def = index.at(e.span.file(), e.span.start()).map(|def| index.def(def).kind);
                let given = name == "aws" || name == "stage" || functions::find(name).is_some();
                known &= given || matches!(def, Some(kind) if !matches!(kind, DefKind::Local));
            }
            ExprKind::Map(_) | ExprKind::Alternatives(_) | ExprKind::Junk => known = false,
            _ => {}
        };
        see(expr, None);
        spot::each(spot::of_expr(expr, None), &mut see);
        known
    }

    /// The property's name, or `value`; with a number where that is taken.
    fn free_name(&self) -> String {
        let key = self.spot.members.last().and_then(|(member, _)| match &member.kind {
            MemberKind::Property { key, .. } => key_of(key),
            _ => None,
        });
        let base: String = key.unwrap_or("value").to_string();
        let index = self.analysis.index();
        let taken = |name: &str| {
            index.named(self.unit, name).is_some()
                || functions::find(name).is_some()
                || matches!(name, "aws" | "stage")
                || index.defs.iter().any(|def| def.name == name)
        };
        let lower = base.chars().next().is_some_and(|c| c.is_ascii_lowercase());
        let base = if lower { base } else { "value".to_string() };
        (1..)
            .map(|n| if n == 1 { base.clone() } else { format!("{base}_{n}") })
            .find(|name| !taken(name))
            .unwrap_or(base)
    }
}

/// The members of a file and of what stands in `if` and `for` in it.
fn flat(members: &[Member]) -> Box<dyn Iterator<Item = &Member> + '_> {
    Box::new(members.iter().flat_map(|member| -> Box<dyn Iterator<Item = &Member>> {
        match &member.kind {
            MemberKind::If { then, otherwise, .. } => {
                Box::new(flat(&then.members).chain(otherwise.iter().flat_map(|block| flat(&block.members))))
            }
            MemberKind::For { body, .. } => flat(&body.members),
            _ => Box::new(std::iter::once(member)),
        }
    }))
}

fn is_key(member: &Member, wanted: &str) -> bool {
    matches!(&member.kind, MemberKind::Property { key, .. } if key_of(key) == Some(wanted))
}

/// The type of a literal.
fn type_of(expr: &Expr) -> Option<&'static str> {
    match &expr.kind {
        ExprKind::Str(parts) if parts.iter().all(|part| matches!(part, StrPart::Text(..))) => Some("string"),
        ExprKind::Int(_) | ExprKind::Float(_) => Some("number"),
        ExprKind::Quantity(_, unit) => match unit.measure() {
            Measure::Duration => Some("duration"),
            Measure::Size => Some("size"),
            _ => None,
        },
        _ => None,
    }
}
