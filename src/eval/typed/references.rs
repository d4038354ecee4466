//! Declarations where a declaration, or an attribute of one, is wanted.

use super::super::Eval;
use super::super::describe::article;
use super::super::env::Cx;
use super::super::value::{Kind, V, Val, What};
use super::For;
use crate::aws::arn::Arn;
use crate::diagnostic::{Diagnostic, codes};

impl<'a> Eval<'a> {
    pub fn kind_of(&self, id: crate::model::DeclId) -> &'static str {
        match self.entries[id.0 as usize].what {
            super::super::What::Construct(construct, _) => construct.kind,
            super::super::What::Resource(..) => "resource",
        }
    }

    pub(super) fn coerce_ref(
        &mut self,
        value: Val,
        kinds: &[&'static str],
        attribute: &'static str,
        what: For<'_>,
        cx: &Cx<'a>,
    ) -> Val {
        match &value.v {
            V::Decl(id, block) => {
                let kind = self.kind_of(*id);
                if kind != "resource" && !kinds.contains(&kind) {
                    return self.wrong_kind(&value, kind, kinds, what);
                }
                if self.missing_condition(*id, cx).is_some() {
                    self.report_optional(*id, value.span);
                    return Val::error(value.span);
                }
                let attribute = if kind == "resource" { raw_attribute(attribute) } else { attribute };
                Val::deferred(value.span, Kind::String, What::Attr(*id, block.clone(), attribute.into()))
            }
            V::Str(text) if attribute == "arn" && Arn::split(text).is_err() => {
                let message = format!("`{}` wants an ARN, `{text}` is none", what.name);
                let mut diagnostic = Diagnostic::error(&codes::NOT_AN_ARN, value.span, message);
                diagnostic = match kinds {
                    ["policy"] => {
                        let arn = format!("\"arn:${{aws.partition}}:iam::aws:policy/{text}\"");
                        diagnostic.help("AWS's own policies are `arn:aws:iam::aws:policy/…`").fix(
                            format!("use {arn}"),
                            value.span,
                            arn,
                        )
                    }
                    _ => diagnostic.help("name a declaration, or write its whole ARN, `arn:aws:…`"),
                };
                self.report.add(diagnostic);
                Val::error(value.span)
            }
            V::Str(_) | V::Deferred(_) => value,
            _ => {
                let kinds = kinds.iter().map(|k| format!("{} `{k}`", article(k))).collect::<Vec<_>>().join(" or ");
                let message =
                    format!("`{}` wants {kinds}, or its {attribute}; this is {}", what.name, value.describe());
                self.error(&codes::WRONG_TYPE, value.span, message)
            }
        }
    }

    pub fn wrong_kind(&mut self, value: &Val, kind: &str, kinds: &[&str], what: For<'_>) -> Val {
        let wanted = kinds.iter().map(|k| format!("{} `{k}`", article(k))).collect::<Vec<_>>().join(" or ");
        let message = format!("`{}` wants {wanted}, this is {} `{kind}`", what.name, article(kind));
        let mut diagnostic = Diagnostic::error(&codes::WRONG_KIND, value.span, message);
        if let Some(id) = value.as_decl() {
            diagnostic = diagnostic.label(self.entries[id.0 as usize].name_ident.span, "declared here");
        }
        self.report.add(diagnostic);
        Val::error(value.span)
    }

    pub(super) fn coerce_decl(&mut self, value: Val, kinds: &[&'static str], what: For<'_>, cx: &Cx<'a>) -> Val {
        match &value.v {
            V::Decl(id, _) | V::Narrowed(id, _) => {
                let kind = self.kind_of(*id);
                if !kinds.contains(&kind) {
                    return self.wrong_kind(&value, kind, kinds, what);
                }
                if self.missing_condition(*id, cx).is_some() {
                    self.report_optional(*id, value.span);
                    return Val::error(value.span);
                }
                value
            }
            _ => {
                let wanted = kinds.iter().map(|k| format!("{} `{k}`", article(k))).collect::<Vec<_>>().join(" or ");
                let message = format!("`{}` wants {wanted}, this is {}", what.name, value.describe());
                let mut diagnostic = Diagnostic::error(&codes::WRONG_TYPE, value.span, message);
                if matches!(value.v, V::Str(_) | V::Deferred(_)) {
                    diagnostic = diagnostic.help(format!(
                        "declare what exists already: `existing {} Name {{ … }}`",
                        kinds.first().unwrap_or(&"")
                    ));
                }
                self.report.add(diagnostic);
                Val::error(value.span)
            }
        }
    }
}

/// The attribute of a raw resource that usually is what a construct's attribute is.
pub(super) fn raw_attribute(attribute: &str) -> &'static str {
    match attribute {
        "arn" => "Arn",
        _ => "ref",
    }
}
