//! What a source names outside of itself: code, handlers in it, modules, files, and AWS's own types.

use super::Analysis;
use super::fields::{self, Fields};
use crate::aws::runtimes;
use crate::code::{Contract, inspect};
use crate::constructs;
use crate::files::{Kind, join, parent};
use crate::schema::Names;
use crate::source::{FileId, Span};
use crate::syntax::ast::{Block, Element, Expr, ExprKind, Member, MemberKind, StrPart};

/// What is named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// A folder or a file beside the source.
    Path,
    /// Another source, by `module` or `use`.
    Source,
    /// A handler in this code, with its runtime where that is said.
    Handler { code: Option<String>, runtime: Option<String> },
    /// A type of CloudFormation's resources.
    AwsType,
}

/// A text that names something outside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// The text without its quotes.
    pub span: Span,
    pub text: String,
    pub what: What,
}

/// Where something is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Destination {
    /// In the sources of the stack.
    Here(Span),
    /// In another file: its path, and the byte in it.
    Outside(String, usize),
}

impl Analysis {
    /// All that a file names outside of itself, in source order.
    pub fn named_outside(&self, file: FileId) -> Vec<Named> {
        let mut walk = Walk { analysis: self, found: Vec::new() };
        if let Some((_, tree)) = self.tree(file) {
            walk.members(&tree.members, Fields::File, None);
        }
        walk.found
    }

    /// Where the thing at a place is: a declaration, a source, a handler in its code.
    pub fn destination(&self, file: FileId, offset: u32) -> Option<Destination> {
        let named = self.named_outside(file).into_iter().find(|n| super::holds(n.span, offset));
        match named {
            Some(named) => self.outside(file, &named),
            None => self.definition(file, offset).map(|def| Destination::Here(def.name_span)),
        }
    }

    /// What does the work of a declaration: its handler's code.
    pub fn implementation(&self, file: FileId, offset: u32) -> Option<Destination> {
        let def = self.definition(file, offset)?;
        let in_it = |n: &&Named| {
            def.span.start() <= n.span.start()
                && n.span.end() <= def.span.end()
                && matches!(n.what, What::Handler { .. })
        };
        let of_def = def.name_span.file();
        let named = self.named_outside(of_def);
        self.outside(of_def, named.iter().find(in_it)?)
    }

    /// Where the type of the thing at a place is declared: a parameter's `type`, else the thing itself.
    pub fn type_definition(&self, file: FileId, offset: u32) -> Option<Span> {
        let def = self.definition(file, offset)?;
        let (_, tree) = self.tree(def.name_span.file())?;
        let ty = tree.members.iter().find_map(|member| match &member.kind {
            MemberKind::Param { name, ty, .. } if name.span == def.name_span => ty.as_ref(),
            _ => None,
        });
        let named = ty.and_then(|ty| self.index().at(ty.span.file(), ty.span.start()));
        Some(named.map_or(def.name_span, |def| self.index().def(def).name_span))
    }

    /// Where a named thing is, if it is there.
    pub fn outside(&self, file: FileId, named: &Named) -> Option<Destination> {
        let folder = parent(&self.source(file).path);
        match &named.what {
            What::AwsType => None,
            What::Source | What::Path => {
                let path = join(folder, &named.text);
                let is_file = self.files.kind(&path) == Some(Kind::File);
                is_file.then_some(Destination::Outside(path, 0))
            }
            What::Handler { code, runtime } => {
                let code = code.as_deref()?;
                let contract = contract(runtime.as_deref())?;
                let target = inspect(&*self.files, folder, code, &contract, Some(&named.text)).target?;
                let here = self.files.kind(&target.path) == Some(Kind::File);
                here.then_some(Destination::Outside(target.path, target.offset.unwrap_or(0)))
            }
        }
    }

    /// The text of a property of a body, or of the `defaults` of its kind in the same file.
    pub(super) fn text_of(&self, members: &[Member], kind: Option<&str>, key: &str, file: FileId) -> Option<String> {
        if let Some(value) = value_of(members, key) {
            return self.plain(value);
        }
        let (_, tree) = self.tree(file)?;
        let defaults = tree.members.iter().filter_map(|member| match &member.kind {
            MemberKind::Defaults { kind: of, body } if Some(of.text.as_str()) == kind => Some(&body.members),
            _ => None,
        });
        defaults.into_iter().find_map(|members| self.plain(value_of(members, key)?))
    }

    /// Whether a folder of code holds files that a runtime runs.
    pub(super) fn has_code_for(&self, file: FileId, code: &str, runtime: &str) -> bool {
        let folder = join(parent(&self.source(file).path), code);
        let names = self.files.list(&folder).unwrap_or_default();
        let has = |extensions: &[&str]| {
            names.iter().any(|(name, _)| name.rsplit_once('.').is_some_and(|(_, e)| extensions.contains(&e)))
        };
        match contract(Some(runtime)) {
            Some(Contract::Python { extension } | Contract::Ruby { extension }) => has(&[extension]),
            Some(Contract::NodeJs { extensions, .. }) => has(extensions),
            Some(Contract::Java) => has(&["jar", "class"]),
            Some(Contract::DotNet) => has(&["dll"]),
            _ => false,
        }
    }

    /// A text as it is meant, or a bare word as it is written.
    fn plain(&self, value: &Expr) -> Option<String> {
        match &value.kind {
            ExprKind::Str(parts) => plain_text(parts).map(|(_, text)| text),
            ExprKind::Name(_) | ExprKind::Field { .. } => Some(self.loaded.sources.text(value.span).to_string()),
            _ => None,
        }
    }
}

/// What a runtime wants of code.
pub(super) fn contract(runtime: Option<&str>) -> Option<Contract<'static>> {
    constructs::handler_contract(runtimes::find(runtime?)?)
}

fn value_of<'m>(members: &'m [Member], key: &str) -> Option<&'m Expr> {
    members.iter().find_map(|member| match &member.kind {
        MemberKind::Property { key: name, value } if fields::key_of(name) == Some(key) => Some(value),
        _ => None,
    })
}

/// A string without interpolation: its inside, and the text.
fn plain_text(parts: &[StrPart]) -> Option<(Span, String)> {
    match parts {
        [StrPart::Text(span, text)] => Some((*span, text.to_string())),
        _ => None,
    }
}

struct Walk<'a> {
    analysis: &'a Analysis,
    found: Vec<Named>,
}

impl Walk<'_> {
    fn members(&mut self, members: &[Member], fields: Fields, kind: Option<&str>) {
        for member in members {
            self.member(member, members, fields, kind);
        }
    }

    fn block(&mut self, block: &Block, fields: Fields, kind: Option<&str>) {
        self.members(&block.members, fields, kind);
    }

    fn member(&mut self, member: &Member, siblings: &[Member], fields: Fields, kind: Option<&str>) {
        match &member.kind {
            MemberKind::Property { key, value } => {
                let property = fields::key_of(key).and_then(|name| fields.property(name));
                if let (Some(property), ExprKind::Str(parts)) = (property, &value.kind)
                    && let Some((span, text)) = plain_text(parts)
                {
                    let text_of = |key| self.analysis.text_of(siblings, kind, key, value.span.file());
                    match property.names {
                        Names::Nothing => {}
                        Names::Path => self.found.push(Named { span, text, what: What::Path }),
                        Names::Handler { code, runtime } => {
                            let what = What::Handler { code: text_of(code), runtime: text_of(runtime) };
                            self.found.push(Named { span, text, what });
                        }
                    }
                }
                self.value(value, property.map_or(Fields::Free, |p| fields::record(&p.ty)));
            }
            MemberKind::Decl(decl) => {
                let word = &decl.kind.text;
                decl.body.iter().for_each(|body| self.block(body, fields.of_block(word), Some(word)));
            }
            MemberKind::Resource { ty, body, .. } => {
                self.found.push(Named { span: ty.span, text: ty.text.to_string(), what: What::AwsType });
                body.iter().for_each(|body| self.block(body, Fields::Free, None));
            }
            MemberKind::Module { path, .. } | MemberKind::Use { path, .. } => {
                let span = inside_quotes(self.analysis, path.span);
                self.found.push(Named { span, text: path.text.to_string(), what: What::Source });
            }
            MemberKind::Defaults { kind, body } => {
                self.block(body, fields.of_block(&kind.text), Some(&kind.text));
            }
            MemberKind::If { then, otherwise, .. } => {
                [then].into_iter().chain(otherwise).for_each(|block| self.block(block, fields, kind));
            }
            MemberKind::For { body, .. } => self.block(body, fields, kind),
            MemberKind::Let { value, .. } | MemberKind::Output { value, .. } => self.value(value, Fields::Free),
            _ => {}
        }
    }

    /// `file("…")`, and maps within.
    fn value(&mut self, value: &Expr, fields: Fields) {
        match &value.kind {
            ExprKind::Map(block) => self.block(block, fields, None),
            ExprKind::Paren(inner) => self.value(inner, fields),
            ExprKind::List(elements) => elements.iter().for_each(|element| match element {
                Element::Expr(expr) => self.value(expr, fields),
                Element::If { then, otherwise, .. } => {
                    [then].into_iter().chain(otherwise).for_each(|e| self.value(e, fields));
                }
            }),
            ExprKind::Call { callee, args } => {
                let reads = matches!(&callee.kind, ExprKind::Name(name) if name == "file");
                if let (true, [Expr { kind: ExprKind::Str(parts), .. }]) = (reads, args.as_slice())
                    && let Some((span, text)) = plain_text(parts)
                {
                    self.found.push(Named { span, text, what: What::Path });
                }
                args.iter().for_each(|arg| self.value(arg, Fields::Free));
            }
            ExprKind::Ternary { then, otherwise, .. } => {
                [then, otherwise].into_iter().for_each(|e| self.value(e, fields));
            }
            _ => {}
        }
    }
}

/// A path's span without the quotes, whether or not the tree has them in it.
fn inside_quotes(analysis: &Analysis, span: Span) -> Span {
    let text = analysis.loaded.sources.text(span);
    if text.len() >= 2 && text.starts_with('"') && text.ends_with('"') {
        span.between(span.start() + 1, span.end() - 1)
    } else {
        span
    }
}
