//! How good completion is: of each example each property, word and reference is taken away, and the right one should be among
//! the first five that are offered in its place.

use slsc::files::{Files, Kind};
use slsc::ide::Analysis;
use slsc::package::Disk;
use slsc::source::{FileId, Span};
use slsc::syntax::ast::{Block, Element, Expr, ExprKind, Key, Member, MemberKind, StrPart, Verb};
use slsc::{Input, Options};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is taken away.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Sort {
    Kind,
    Property,
    Word,
    Reference,
    Attribute,
    Verb,
    Trigger,
}

/// The example with one text in place of one file.
struct With {
    disk: Disk,
    path: String,
    text: String,
}

impl Files for With {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == self.path { Ok(self.text.clone().into_bytes()) } else { self.disk.read(path) }
    }
    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String> {
        self.disk.list(folder)
    }
    fn kind(&self, path: &str) -> Option<Kind> {
        self.disk.kind(path)
    }
}

fn options() -> Options {
    Options { today: Some("2026-11-25".into()), ..Options::default() }
}

/// The words of a file that completion should know.
#[derive(Default)]
struct Words(Vec<(Span, Sort)>);

impl Words {
    fn members(&mut self, members: &[Member]) {
        members.iter().for_each(|member| self.member(member));
    }

    fn block(&mut self, block: &Block) {
        self.members(&block.members);
    }

    fn member(&mut self, member: &Member) {
        match &member.kind {
            MemberKind::Property { key, value } => {
                if let Key::Name(name) = key {
                    self.0.push((name.span, Sort::Property));
                }
                self.expr(value);
            }
            MemberKind::Trigger { kind, args, blocks } => {
                self.0.push((kind.span, Sort::Trigger));
                args.iter().for_each(|arg| self.expr(arg));
                blocks.iter().for_each(|block| self.block(block));
            }
            MemberKind::Grant { verbs, targets, condition } => {
                for verb in verbs {
                    if let Verb::Word(word) = verb {
                        self.0.push((word.span, Sort::Verb));
                    }
                }
                targets.iter().chain(condition.as_deref()).for_each(|e| self.expr(e));
            }
            MemberKind::Decl(decl) => {
                self.0.push((decl.kind.span, Sort::Kind));
                decl.key.iter().for_each(|key| self.expr(key));
                decl.body.iter().for_each(|body| self.block(body));
            }
            MemberKind::Resource { body, .. } | MemberKind::Module { body, .. } => {
                body.iter().for_each(|body| self.block(body));
            }
            MemberKind::Defaults { body, .. } => self.block(body),
            MemberKind::Stack { body, .. } => body.iter().for_each(|body| self.block(body)),
            MemberKind::Let { value, .. } | MemberKind::Output { value, .. } | MemberKind::Condition { value, .. } => {
                self.expr(value)
            }
            MemberKind::Fn { value, .. } => self.expr(value),
            MemberKind::If { condition, then, otherwise } => {
                self.expr(condition);
                [then].into_iter().chain(otherwise).for_each(|block| self.block(block));
            }
            MemberKind::For { list, body, .. } => {
                self.expr(list);
                self.block(body);
            }
            _ => {}
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Name(_) => self.0.push((expr.span, Sort::Reference)),
            ExprKind::Bool(_) => self.0.push((expr.span, Sort::Word)),
            ExprKind::Field { base, field, .. } => {
                self.expr(base);
                self.0.push((field.span, Sort::Attribute));
            }
            ExprKind::Str(parts) => parts.iter().for_each(|part| match part {
                StrPart::Expr(expr) => self.expr(expr),
                StrPart::Text(..) => {}
            }),
            ExprKind::List(elements) => elements.iter().for_each(|element| match element {
                Element::Expr(expr) => self.expr(expr),
                Element::If { condition, then, .. } => [condition, then].into_iter().for_each(|e| self.expr(e)),
            }),
            ExprKind::Map(block) => self.block(block),
            ExprKind::Call { callee, args } => {
                self.expr(callee);
                args.iter().for_each(|arg| self.expr(arg));
            }
            ExprKind::Binary { left, right, .. } => [left, right].into_iter().for_each(|e| self.expr(e)),
            ExprKind::Ternary { condition, then, otherwise } => {
                [condition, then, otherwise].into_iter().for_each(|e| self.expr(e));
            }
            ExprKind::Paren(inner) | ExprKind::Unary { operand: inner, .. } => self.expr(inner),
            _ => {}
        }
    }
}

fn examples() -> Vec<PathBuf> {
    fn folders(at: &Path, found: &mut Vec<PathBuf>) {
        let mut names: Vec<PathBuf> =
            std::fs::read_dir(at).expect("examples can be read").filter_map(|e| Some(e.ok()?.path())).collect();
        names.sort();
        for path in names {
            if path.is_dir() {
                folders(&path, found);
            } else if path.extension().is_some_and(|e| e == "sls") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"), &mut found);
    found
}

fn analysed(path: &str, text: &str) -> (Analysis, FileId) {
    let files = With { disk: Disk::here(), path: path.into(), text: text.into() };
    let folder = slsc::files::parent(path).to_string();
    let many = std::fs::read_dir(&folder).map_or(0, |all| {
        all.filter_map(Result::ok).filter(|e| e.path().extension().is_some_and(|e| e == "sls")).count()
    });
    let input = if many > 1 { Input::Folder(folder) } else { Input::File(path.into()) };
    let analysis = Analysis::new(Arc::new(files), &input, &options());
    let file = analysis.file(path).expect("the file is in its stack");
    (analysis, file)
}

#[test]
fn the_right_word_is_among_the_first_five() {
    let mut count: BTreeMap<Sort, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for path in examples() {
        let text = std::fs::read_to_string(&path).expect("an example can be read");
        let path = path.to_string_lossy().into_owned();
        let (analysis, file) = analysed(&path, &text);
        let (_, tree) = analysis.tree(file).expect("an example has a tree");
        let mut words = Words::default();
        words.members(&tree.members);
        for (span, sort) in words.0 {
            // `python3.13` is one word, whatever the tree says
            let mut span = span;
            if sort == Sort::Reference && is_dotted_word(&analysis, file, span) {
                let rest = &text[span.end() as usize..];
                let more = rest.find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_')).unwrap_or(0);
                span = span.between(span.start(), span.end() + more as u32);
            }
            let word = &text[span.range()];
            if sort == Sort::Attribute && text[..span.start() as usize].ends_with('.') && part_of_word(&text, span) {
                continue;
            }
            let without = format!("{}{}", &text[..span.start() as usize], &text[span.end() as usize..]);
            let (analysis, file) = analysed(&path, &without);
            let items = analysis.completion(file, span.start()).map(|c| c.items).unwrap_or_default();
            let place = items.iter().position(|item| item.label == word);
            let is_first = place.is_some_and(|place| place < 5);
            // what is no word of the language and declared nowhere else cannot be known: keys of one's own
            let own = place.is_none() && matches!(sort, Sort::Property) && is_free(&analysis, file, span.start());
            if own {
                continue;
            }
            let (good, all) = count.entry(sort).or_default();
            *good += usize::from(is_first);
            *all += 1;
            if !is_first {
                let line = text[..span.start() as usize].matches('\n').count() + 1;
                let name = path.rsplit("examples/").next().unwrap_or("");
                missed.push(format!("{name}:{line} {sort:?} `{word}` at {place:?} of {}", items.len()));
            }
        }
    }
    let (good, all) = count.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let share = |good: usize, all: usize| 100.0 * good as f64 / all.max(1) as f64;
    for (sort, (good, all)) in &count {
        println!("{sort:?}: {good} of {all} ({:.1} %)", share(*good, *all));
    }
    println!("in all: {good} of {all} ({:.1} %)", share(good, all));
    missed.iter().for_each(|line| println!("missed {line}"));
    assert!(share(good, all) >= FLOOR, "{:.1} % of {all} words are among the first five", share(good, all));
}

/// Whether what stands behind a dot is the end of a word such as `python3.13` or `nodejs24.x`.
fn part_of_word(text: &str, span: Span) -> bool {
    let before = text[..span.start() as usize - 1].chars().next_back();
    before.is_some_and(|c| c.is_ascii_digit())
}

/// Whether a name is the beginning of a word with a dot in it.
fn is_dotted_word(analysis: &Analysis, file: FileId, span: Span) -> bool {
    let text = &analysis.source(file).text;
    let bare = analysis.definition(file, span.start()).is_none();
    let name = &text[span.range()];
    bare && !matches!(name, "aws" | "stage") && text[span.end() as usize..].starts_with('.')
}

/// In percent; below it something broke.
const FLOOR: f64 = 90.0;

/// Whether a block takes whatever keys its writer likes.
fn is_free(analysis: &Analysis, file: FileId, offset: u32) -> bool {
    analysis.completion(file, offset).is_none_or(|c| !c.items.iter().any(|item| item.sort == slsc::ide::Sort::Property))
}
