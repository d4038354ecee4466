//! The stack as something can be brought into it: compiled without what is in the way, with what its things are called.

use crate::files::Over;
use crate::ide::Analysis;
use crate::import::fragment::Stack;
use crate::import::names::{Names, Target};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Expr, ExprKind, Member, MemberKind, StrPart};
use crate::{Compilation, Input, Options, constructs, import};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// How often what is wrong is taken away before the file is taken as empty.
const ROUNDS: usize = 6;

impl Analysis {
    /// The stack of a file without what stands at `gone`, and without the statements that are wrong then.
    pub(in crate::ide) fn stack_without(&self, file: FileId, gone: &[Span]) -> Stack {
        let source = self.source(file);
        let path = source.path.clone();
        // a module is proved as a file of its own: its ids have no prefix there
        let input = match &self.input {
            Input::Folder(folder) if crate::files::parent(&path) == folder => Input::Folder(folder.clone()),
            _ => Input::File(path.clone()),
        };
        let mut text = source.text.to_string();
        for span in gone {
            blank(&mut text, span.range());
        }
        let mut texts = BTreeMap::from([(path.clone(), text)]);
        let (mut compiled, mut options) = (None, import::options());
        for _ in 0..ROUNDS {
            let mut compilation = self.compiled_with(&input, &texts, &options);
            // a stack need not be possible without a stage
            if let Some(stage) = compilation.stages.last().filter(|_| compilation.template.is_none()).cloned() {
                let of_stage = Options { stage: Some(stage), ..import::options() };
                let staged = self.compiled_with(&input, &texts, &of_stage);
                if staged.template.is_some() {
                    (compilation, options) = (staged, of_stage);
                }
            }
            if compilation.template.is_some() {
                compiled = Some(compilation);
                break;
            }
            if !mask(&compilation, &mut texts) {
                break;
            }
        }
        let (input, texts, names) = match compiled {
            Some(compilation) => (input, texts, names(&compilation)),
            None => (Input::File(path.clone()), BTreeMap::from([(path.clone(), String::new())]), Names::default()),
        };
        let files = self.files.clone();
        let compile = move |added: &str| {
            let mut texts = texts.clone();
            let own = texts.entry(path.clone()).or_default();
            own.push_str("\n\n");
            let start = own.len() as u32;
            own.push_str(added);
            let files = Over { base: files.clone(), texts };
            let mut compilation = crate::compile(&files, &input, &options);
            let sources = compilation.sources.clone();
            compilation.diagnostics.retain(|d| d.span.start() >= start && sources.get(d.span.file()).path == path);
            for diagnostic in &mut compilation.diagnostics {
                diagnostic.span = diagnostic.span.moved(-i64::from(start));
            }
            compilation
        };
        Stack { names, compile: Box::new(compile) }
    }

    /// The stack with other texts in place of what its files have.
    fn compiled_with(&self, input: &Input, texts: &BTreeMap<String, String>, options: &Options) -> Compilation {
        crate::compile(&Over { base: self.files.clone(), texts: texts.clone() }, input, options)
    }
}

/// Takes away the statements with errors in them; whether there was one.
fn mask(compilation: &Compilation, texts: &mut BTreeMap<String, String>) -> bool {
    let mut masked = false;
    for error in compilation.diagnostics.iter().filter(|d| d.severity == crate::diagnostic::Severity::Error) {
        let source = compilation.sources.get(error.span.file());
        let files = compilation.units.iter().flat_map(|unit| &unit.files);
        let members = files.filter(|file| file.span.file() == error.span.file()).flat_map(|file| &file.members);
        let around =
            members.map(|m| m.span).find(|span| span.start() <= error.span.start() && error.span.start() <= span.end());
        let line = source.position(error.span.start()).line - 1;
        let start = source.line_start(line);
        let span = around.unwrap_or(error.span.between(start, start + source.line(line).len() as u32));
        let text = texts.entry(source.path.clone()).or_insert_with(|| source.text.to_string());
        masked |= blank(text, span.range());
    }
    masked
}

/// Puts spaces for all but line ends; whether something was there.
fn blank(text: &mut String, range: std::ops::Range<usize>) -> bool {
    let Some(old) = text.get(range.clone()).filter(|old| !old.trim().is_empty()) else { return false };
    let spaces: String = old.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range, &spaces);
    true
}

/// What the things of a stack are called, by their logical ids.
fn names(compilation: &Compilation) -> Names {
    let mut names = Names::default();
    let files = compilation.units.first().map(|unit| unit.files.as_slice()).unwrap_or_default();
    files.iter().for_each(|file| know(&mut names, &file.members));
    names
}

fn know(names: &mut Names, members: &[Member]) {
    for member in members {
        let id = |name: &str| pinned(member).unwrap_or_else(|| crate::eval::logical_id(name));
        match &member.kind {
            MemberKind::If { then, otherwise, .. } => {
                know(names, &then.members);
                otherwise.iter().for_each(|block| know(names, &block.members));
            }
            MemberKind::Param { name, .. } => names.know(&id(&name.text), &name.text, Target::Param),
            MemberKind::Resource { existing: false, name, key: None, .. } => {
                names.know(&id(&name.text), &name.text, Target::Resource(None));
            }
            MemberKind::Decl(decl) => {
                let Some(name) = &decl.name else { continue };
                match constructs::find(&decl.kind.text).filter(|_| !decl.existing && decl.key.is_none()) {
                    Some(construct) => {
                        names.know(&id(&name.text), &name.text, Target::Construct(construct, None));
                    }
                    None => names.take(&name.text),
                }
            }
            MemberKind::Condition { name, .. } => names.know_condition(&id(&name.text), &name.text),
            MemberKind::Let { name, .. } => names.know_condition(&id(&name.text), &name.text),
            MemberKind::Mapping { name, .. } => names.know_mapping(&id(&name.text), &name.text),
            MemberKind::Resource { name, .. }
            | MemberKind::Fn { name, .. }
            | MemberKind::Module { name, .. }
            | MemberKind::Type { name, .. } => names.take(&name.text),
            MemberKind::Use { names: used, .. } => used.iter().for_each(|name| names.take(&name.text)),
            _ => {}
        }
    }
}

/// What `@id("…")` says.
pub(in crate::ide) fn pinned(member: &Member) -> Option<SmolStr> {
    let decorator = member.decorators().iter().find(|d| d.name.text == "id")?;
    match decorator.args.as_slice() {
        [Expr { kind: ExprKind::Str(parts), .. }] => match parts.as_slice() {
            [StrPart::Text(_, text)] => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}
