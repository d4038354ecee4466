//! What a declaration must have and has not, filled in with values that it can have.

use super::super::fields::Fields;
use super::super::index::DefKind;
use super::{Action, ActionKind, Asked};
use crate::diagnostic::codes;
use crate::schema::{Default, Names, Property, Type};
use crate::source::Span;
use crate::syntax::ast::{Block, Decl, Key, Member, MemberKind};
use std::cmp::Reverse;

impl Asked<'_> {
    /// The properties that the declaration at the place must have and does not say.
    pub(super) fn fill(&self) -> Option<Action> {
        let (member, fields) = self.spot.members.iter().rev().find(|(m, _)| matches!(m.kind, MemberKind::Decl(_)))?;
        let MemberKind::Decl(decl) = &member.kind else { return None };
        let Decl { kind, name, body, existing: false, .. } = &**decl else { return None };
        let properties = match fields.of_block(&kind.text) {
            Fields::Construct(construct) => construct.properties,
            Fields::Block(shape) => shape.properties,
            _ => return None,
        };
        let said = |wanted: &str| body.iter().flat_map(|b| &b.members).any(|m| is_said(m, wanted));
        let asked_for = self.asked_for(member.span);
        let missing: Vec<&Property> = (properties.iter())
            .filter(|p| p.default == Default::Required || asked_for.iter().any(|name| name == p.name))
            .filter(|p| !said(p.name) && !self.is_default(&kind.text, p.name))
            .collect();
        if missing.is_empty() {
            return None;
        }
        let code = properties.iter().find_map(|p| match p.names {
            Names::Handler { code, runtime } => Some((code, runtime)),
            _ => None,
        });
        let value = |p: &Property| match (&p.ty, code) {
            (Type::Table(table), Some((code, runtime))) if runtime == p.name => {
                let members = body.as_ref().map_or(&[][..], |body| &body.members);
                let code = self.analysis.text_of(members, Some(&kind.text), code, self.file).unwrap_or_default();
                let fits = |word: &&str| self.analysis.has_code_for(self.file, &code, word);
                let until = |word: &&str| (table.until)(word).unwrap_or("");
                let latest = (table.words)().into_iter().filter(fits).min_by_key(|word| Reverse(until(word)));
                latest.map_or_else(|| self.value_for(p), str::to_string)
            }
            _ => self.value_for(p),
        };
        let lines: String = missing.iter().map(|p| format!("  {}: {}\n", p.name, value(p))).collect();
        let edit = match body {
            Some(body) => self.insert(body.span.start() + 1, self.in_block(body, &lines)),
            None => self.insert(name.as_ref().map_or(kind.span.end(), |n| n.span.end()), format!(" {{\n{lines}}}")),
        };
        let names: Vec<String> = missing.iter().map(|p| format!("`{}`", p.name)).collect();
        let title = format!("fill in {}", names.join(", "));
        Some(Action { title, kind: ActionKind::QuickFix, edits: vec![edit] })
    }

    /// Lines behind an opening brace, indented as the block is; a block of one line stays one.
    fn in_block(&self, body: &Block, lines: &str) -> String {
        let inside = self.text(body.span).get(1..).unwrap_or("").trim_end_matches('}');
        if !inside.contains('\n') && !inside.trim().is_empty() {
            let each: Vec<&str> = lines.lines().map(str::trim).collect();
            return format!(" {},", each.join(", "));
        }
        let text = &self.analysis.source(self.file).text;
        let start = self.line_start(body.span.start()) as usize;
        let indent: String = text[start..].chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
        let lines: String = lines.lines().map(|line| format!("{indent}{line}\n")).collect();
        match inside.contains('\n') {
            true => format!("\n{}", lines.trim_end_matches('\n')),
            false => format!("\n{lines}{indent}"),
        }
    }

    /// What the check says that a declaration needs.
    fn asked_for(&self, span: Span) -> Vec<String> {
        let found = self.analysis.checked().diagnostics.iter();
        let here = found.filter(|d| {
            d.code == &codes::MISSING_PROPERTY
                && d.span.file() == span.file()
                && span.start() <= d.span.start()
                && d.span.end() <= span.end()
        });
        here.flat_map(|d| d.message.split('`').skip(1).step_by(2).map(str::to_string).collect::<Vec<_>>()).collect()
    }

    /// Whether `defaults` of the file say it.
    fn is_default(&self, kind: &str, name: &str) -> bool {
        let Some((_, tree)) = self.analysis.tree(self.file) else { return false };
        tree.members.iter().any(|member| {
            matches!(&member.kind, MemberKind::Defaults { kind: of, body }
                if of.text == kind && body.members.iter().any(|m| is_said(m, name)))
        })
    }

    /// A value that a property can have.
    fn value_for(&self, property: &Property) -> String {
        match property.names {
            Names::Path => "\"src\"".to_string(),
            Names::Handler { .. } => "\"app.handler\"".to_string(),
            Names::Nothing => self.value_of(&property.ty),
        }
    }

    fn value_of(&self, ty: &Type) -> String {
        match ty {
            Type::Words(words) => words.first().map_or(String::new(), |w| w.word.to_string()),
            Type::Table(table) => {
                // what lasts longest of what has an end that is known: the others are special
                let latest = (table.words)().into_iter().min_by_key(|word| Reverse((table.until)(word).unwrap_or("")));
                latest.unwrap_or_default().to_string()
            }
            Type::Bool => "true".to_string(),
            Type::Int(least, _) | Type::Range(least, _) => least.to_string(),
            Type::Number(least, _) => least.to_string(),
            Type::Duration(unit, least, _) | Type::Size(unit, least, _) => {
                format!("{} {}", (*least).max(1), unit.word())
            }
            Type::Vcpu => "0.25 vCPU".to_string(),
            Type::Percent(least, _) => format!("{least}%"),
            Type::List(inner, least, _) if *least > 0 => format!("[{}]", self.value_of(inner)),
            Type::List(..) => "[]".to_string(),
            Type::OneOrMore(inner, _) => self.value_of(inner),
            Type::Map(inner) => format!("{{ id: {} }}", self.value_of(inner)),
            Type::Record(fields) => {
                let needed = fields.iter().filter(|p| p.default == Default::Required);
                let each: Vec<String> = needed.map(|p| format!("{}: {}", p.name, self.value_for(p))).collect();
                if each.is_empty() { "{}".to_string() } else { format!("{{ {} }}", each.join(", ")) }
            }
            Type::Ref(kinds, _) | Type::Decl(kinds) => self.first_of(kinds).unwrap_or_else(|| "\"\"".to_string()),
            Type::OneOf(types) => types.first().map_or(String::new(), |ty| self.value_of(ty)),
            Type::Calls(shapes) => shapes.first().map_or(String::new(), |s| format!("{}()", s.name)),
            Type::Metric => self.first_metric().unwrap_or_default(),
            Type::String | Type::Text(_) | Type::Name(_) | Type::Json => "\"\"".to_string(),
        }
    }

    fn first_of(&self, kinds: &[&str]) -> Option<String> {
        let defs = self.analysis.index().defs.iter();
        let mut fits = defs.filter(
            |def| matches!(def.kind, DefKind::Construct(c) if def.unit == self.unit && kinds.contains(&c.kind)),
        );
        fits.next().map(|def| def.name.to_string())
    }

    fn first_metric(&self) -> Option<String> {
        let defs = self.analysis.index().defs.iter().filter(|def| def.unit == self.unit);
        let mut measured = defs.filter_map(|def| match def.kind {
            DefKind::Construct(construct) => construct.metrics.first().map(|m| format!("{}.{}", def.name, m.name)),
            _ => None,
        });
        measured.next()
    }
}

fn is_said(member: &Member, wanted: &str) -> bool {
    matches!(&member.kind, MemberKind::Property { key: Key::Name(name), .. } if name.text == wanted)
}
