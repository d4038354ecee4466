//! What is shown of the thing under the cursor: what it is, what it becomes, and its documentation.

use super::completion::aws;
use super::fields::{self, Fields};
use super::index::{Def, DefKind};
use super::{Analysis, place};
use crate::aws::types;
use crate::eval::functions;
use crate::reference::{self, Group};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Key, Member, MemberKind, Verb};
use crate::syntax::pseudo::PSEUDO;
use std::fmt::Write;

/// Markdown, and what it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hover {
    pub span: Span,
    pub text: String,
}

impl Analysis {
    pub fn hover(&self, file: FileId, offset: u32) -> Option<Hover> {
        let (unit, tree) = self.tree(file)?;
        let here = place::find(&self.loaded.units[unit], &tree.members, offset);
        if let Some(hover) = here.members.iter().find_map(|member| self.member(member, here.fields, &here, offset)) {
            return Some(hover);
        }
        if let Some(def) = self.index().at(file, offset) {
            let places = self.index().in_file(file).iter();
            let span = places.rev().find(|(s, d)| *d == def && super::holds(*s, offset)).map(|(s, _)| *s)?;
            return Some(Hover { span, text: self.about(self.index().def(def)) });
        }
        self.word(file, offset, &here)
    }

    /// Keys, kinds, triggers and verbs: the words of the language at the head of a statement.
    fn member(&self, member: &Member, fields: Fields, here: &place::Place<'_>, offset: u32) -> Option<Hover> {
        let on = |span: Span| super::holds(span, offset);
        let page = |span: Span, word: &str, group| {
            reference::find(word, group).map(|page| Hover { span, text: page.text.clone() })
        };
        match &member.kind {
            MemberKind::Property { key: Key::Name(key), .. } if on(key.span) => {
                if let (Fields::Aws(schema, resource), name) = (fields, key.text.as_str()) {
                    let (name, schema) = schema.all_properties().into_iter().find(|(n, _)| *n == name)?;
                    return Some(Hover { span: key.span, text: aws::about(name, schema, resource) });
                }
                let property = fields.property(&key.text)?;
                let text = format!("`{}`: {}", property.name, reference::property_doc(property));
                Some(Hover { span: key.span, text })
            }
            MemberKind::Decl(decl) if on(decl.kind.span) => page(decl.kind.span, &decl.kind.text, Group::Construct)
                .or_else(|| page(decl.kind.span, &decl.kind.text, Group::Block)),
            MemberKind::Defaults { kind, .. } if on(kind.span) => page(kind.span, &kind.text, Group::Construct),
            MemberKind::Trigger { kind, .. } if on(kind.span) => page(kind.span, &kind.text, Group::Trigger),
            MemberKind::Grant { verbs, .. } => verbs.iter().find_map(|verb| match verb {
                Verb::Word(word) if on(word.span) => page(word.span, &word.text, Group::Verb),
                _ => None,
            }),
            MemberKind::Resource { ty, .. } if on(ty.span) => {
                let text = format!("`{}`: [AWS's reference]({})", ty.text, docs_link(&ty.text));
                Some(Hover { span: ty.span, text })
            }
            _ => member
                .decorators()
                .iter()
                .find(|d| on(d.name.span))
                .and_then(|d| page(d.name.span, &format!("@{}", d.name.text), Group::Decorator)),
        }
        .filter(|_| here.depth < 100)
    }

    /// A word of a property's type, a function, `aws.region`, `stage`.
    fn word(&self, file: FileId, offset: u32, here: &place::Place<'_>) -> Option<Hover> {
        let text = &self.source(file).text;
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        let before = text.get(..offset as usize)?;
        let start =
            before.rfind(|c| !is_word(c)).map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
        let end = text.get(offset as usize..)?.find(|c| !is_word(c)).map_or(text.len(), |i| offset as usize + i);
        let word = text.get(start..end)?;
        let span = Span::new(file, start, end);
        if let place::Statement::Value(key, ..) = place::statement(place::before(text, here.start, start as u32))
            && let Some(doc) = here.fields.ty(key).and_then(|ty| fields::word_doc(ty, word))
        {
            return Some(Hover { span, text: format!("`{word}`: {doc}") });
        }
        let pseudo = PSEUDO.iter().find(|(name, ..)| word.strip_prefix("aws.") == Some(name));
        if let Some((name, cfn, doc)) = pseudo {
            return Some(Hover { span, text: format!("`aws.{name}`: {doc} (`{cfn}`), known at deployment") });
        }
        let function = functions::find(word)?;
        Some(Hover { span, text: format!("```sls\n{}\n```\n\n{}", function.signature, function.doc) })
    }

    /// A declaration: its head, its docs, and what it becomes.
    fn about(&self, def: &Def) -> String {
        let source = self.source(def.name_span.file());
        let whole = source.text.get(def.span.range()).unwrap_or("");
        let head = source.line(source.position(def.name_span.start()).line - 1).trim().trim_end_matches('{').trim_end();
        let mut text = format!("```sls\n{}\n```\n", if whole.lines().count() == 1 { whole } else { head });
        if let Some(docs) = &def.docs {
            let _ = write!(text, "\n{docs}\n");
        }
        match def.kind {
            DefKind::Construct(construct) => {
                let _ = write!(text, "\n{}\n", construct.doc);
            }
            DefKind::Param => text.push_str("\nA parameter: its value is given at deployment.\n"),
            DefKind::Let | DefKind::Output | DefKind::Condition => {
                let _ = write!(text, "\nKnown {}.\n", self.phase(def).words());
            }
            _ => {}
        }
        self.becomes(def, &mut text);
        text
    }

    fn becomes(&self, def: &Def, text: &mut String) {
        let all = self.compiled().expanded.iter().filter(|e| e.span.file() == def.span.file());
        let Some(expanded) = all.into_iter().find(|e| super::holds(e.span, def.name_span.start())) else { return };
        if !expanded.resources.is_empty() {
            text.push_str("\nIt becomes:\n");
        }
        for made in &expanded.resources {
            let _ = writeln!(text, "- `{}`: [{}]({})", made.id, made.ty, docs_link(&made.ty));
        }
        let stated = expanded.properties.iter().filter(|p| matches!(p.origin, crate::expand::Origin::Construct));
        let of = |origin: &crate::expand::Origin, property: &crate::expand::Property| match origin {
            crate::expand::Origin::Defaults(span) => {
                let line = self.source(span.file()).position(span.start()).line;
                Some(format!("`{}: {}` (`defaults`, line {line})", property.name, property.value))
            }
            crate::expand::Origin::Derived(how) if !property.value.is_empty() => {
                Some(format!("`{}: {}` ({how})", property.name, property.value))
            }
            _ => None,
        };
        let given: Vec<String> = expanded.properties.iter().filter_map(|p| of(&p.origin, p)).collect();
        if !given.is_empty() {
            let _ = write!(text, "\nGiven elsewhere: {}\n", given.join(", "));
        }
        let defaults: Vec<String> = stated.take(8).map(|p| format!("`{}: {}`", p.name, p.value)).collect();
        if !defaults.is_empty() {
            let _ = write!(text, "\nDefaults: {}\n", defaults.join(", "));
        }
    }
}

/// Where AWS documents a resource type; one that is not known is looked for in the list of all.
pub fn docs_link(ty: &str) -> String {
    const ALL: &str =
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html";
    types::find(ty).map_or(ALL.to_string(), types::ResourceType::page)
}
