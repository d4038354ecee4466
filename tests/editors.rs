//! What editors are given: words that are the compiler's, and grammars that read what the compiler reads.
//!
//! The grammars are run by `tests/editors/run`, on what [`the_compilers_view_is_written`] writes.

mod features;
mod queries;
mod snippets;
mod words;

use serde_json::{Value, json};
use slsc::diagnostic::Report;
use slsc::source::{FileId, Span};
use slsc::syntax::ast::{Block, Element, Expr, ExprKind, File, Key, Member, MemberKind, StrPart, TypeExpr, Verb};
use slsc::syntax::parse;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether the tests write what they would compare: `SLSC_UPDATE=1 cargo test --test all editors`.
fn updates() -> bool {
    std::env::var_os("SLSC_UPDATE").is_some()
}

/// A file of the repository is what it should be, or becomes it.
fn is_current(name: &str, should: &str) {
    let path = root().join(name);
    if updates() {
        std::fs::create_dir_all(path.parent().expect("files have folders")).expect("the folder can be made");
        std::fs::write(&path, should).expect("the file can be written");
    }
    let is = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        is == should,
        "{name} is not as it should be: run `SLSC_UPDATE=1 cargo test --test all editors`, and look at what changed"
    );
}

/// Every file below a folder with one of these ends.
fn files(folder: &Path, ends: &[&str], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read").filter_map(Result::ok) {
        let path = entry.path();
        match path.is_dir() {
            true => files(&path, ends, found),
            false if path.extension().is_some_and(|e| ends.iter().any(|end| e == *end)) => found.push(path),
            false => {}
        }
    }
}

/// Every source that the repository has, by name: files, and the blocks of documents.
fn sources() -> Vec<(String, String)> {
    let mut paths = vec![root().join("README.md")];
    for folder in ["tests/cases", "tests/format", "examples", "docs"] {
        files(&root().join(folder), &["sls", "md"], &mut paths);
    }
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        match path.extension().is_some_and(|e| e == "md") {
            true => found.extend(blocks(&text).into_iter().map(|(line, block)| (format!("{name}:{line}"), block))),
            false => found.push((name, text)),
        }
    }
    found
}

/// The blocks of a document that are marked `sls`, with the numbers of their lines.
fn blocks(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line.trim().starts_with("```sls") {
            let block: Vec<&str> = lines.by_ref().map(|(_, l)| l).take_while(|l| l.trim() != "```").collect();
            found.push((at + 1, block.join("\n") + "\n"));
        }
    }
    found
}

/// What the compiler reads without an error of syntax, as JSON: each text with the nodes that a grammar must have, too.
#[test]
fn the_compilers_view_is_written() {
    let mut parsed = Vec::new();
    let mut refused = Vec::new();
    for (name, text) in sources() {
        let mut report = Report::default();
        let file = parse(FileId(0), &text, &mut report);
        match report.has_errors() {
            true => refused.push(json!({ "name": name, "text": text })),
            false => parsed.push(json!({ "name": name, "text": text, "nodes": View::of(&file) })),
        }
    }
    assert!(parsed.len() > 300, "only {} sources are read", parsed.len());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editors");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let view = json!({ "parsed": parsed, "refused": refused }).to_string();
    std::fs::write(folder.join("view.json"), view).expect("the file can be written");
}

/// The nodes of a tree under the names that the tree-sitter grammar has for them: `[name, start, end]`.
#[derive(Default)]
struct View(Vec<Value>);

impl View {
    fn of(file: &File) -> Vec<Value> {
        let mut view = View::default();
        view.members(&file.members);
        view.0
    }

    fn add(&mut self, name: &str, span: Span) {
        self.0.push(json!([name, span.start(), span.end()]));
    }

    /// A name, and what it is the name of.
    fn name(&mut self, role: &str, span: Span) {
        self.0.push(json!(["identifier", span.start(), span.end(), role]));
    }

    fn block(&mut self, block: &Block) {
        self.add("block", block.span);
        self.members(&block.members);
    }

    fn members(&mut self, members: &[Member]) {
        for member in members {
            for decorator in member.decorators() {
                self.add("decorator", decorator.span);
                decorator.args.iter().for_each(|arg| self.expr(arg));
            }
            self.member(member);
        }
    }

    fn member(&mut self, member: &Member) {
        // documentation and decorators are not parts of the grammar's statements
        let name = statement(&member.kind);
        if member.lead.is_none() {
            self.add(name, member.span);
        }
        match &member.kind {
            MemberKind::Property { key, value } => {
                if let Key::Name(name) = key {
                    self.name("key", name.span);
                }
                self.expr(value);
            }
            MemberKind::Trigger { kind, args, blocks } => {
                self.name("source", kind.span);
                args.iter().for_each(|arg| self.expr(arg));
                blocks.iter().for_each(|block| self.block(block));
            }
            MemberKind::Grant { verbs, targets, condition } => {
                for verb in verbs {
                    if let Verb::Word(word) = verb {
                        self.add("verb", word.span);
                    }
                }
                targets.iter().chain(condition.as_deref()).for_each(|e| self.expr(e));
            }
            MemberKind::Decl(decl) => {
                self.name("kind", decl.kind.span);
                decl.name.iter().for_each(|name| self.name("name", name.span));
                decl.key.iter().for_each(|key| self.expr(key));
                decl.body.iter().for_each(|body| self.block(body));
            }
            MemberKind::Resource { key, ty, body, .. } => {
                self.add(if ty.text.contains("::") { "resource_type" } else { "type_identifier" }, ty.span);
                key.iter().for_each(|key| self.expr(key));
                body.iter().for_each(|body| self.block(body));
            }
            MemberKind::Param { ty, default, body, .. } => {
                ty.iter().for_each(|ty| self.ty(ty));
                default.iter().for_each(|value| self.expr(value));
                body.iter().for_each(|body| self.block(body));
            }
            MemberKind::Let { value, .. }
            | MemberKind::Output { value, .. }
            | MemberKind::Condition { value, .. }
            | MemberKind::With { value, .. }
            | MemberKind::Transform { value } => self.expr(value),
            MemberKind::Fn { params, result, value, .. } => {
                params.iter().filter_map(|p| p.ty.as_ref()).chain(result.as_deref()).for_each(|ty| self.ty(ty));
                self.expr(value);
            }
            MemberKind::Type { ty, .. } => self.ty(ty),
            MemberKind::Assert { condition, message } => {
                self.expr(condition);
                message.iter().for_each(|message| self.expr(message));
            }
            MemberKind::Override { body, .. }
            | MemberKind::Defaults { body, .. }
            | MemberKind::Mapping { body, .. }
            | MemberKind::Rule { body, .. }
            | MemberKind::Stages { body }
            | MemberKind::Metadata { body }
            | MemberKind::Template { body }
            | MemberKind::Test { body, .. } => self.block(body),
            MemberKind::Stack { body, .. } | MemberKind::Module { body, .. } => {
                body.iter().for_each(|body| self.block(body))
            }
            MemberKind::If { condition, then, otherwise } => self.arm(condition, then, otherwise.as_ref()),
            MemberKind::For { list, body, .. } => {
                self.expr(list);
                self.block(body);
            }
            MemberKind::Use { .. } | MemberKind::Junk => {}
        }
    }

    /// An `else if` is no block of the grammar.
    fn arm(&mut self, condition: &Expr, then: &Block, otherwise: Option<&Block>) {
        self.expr(condition);
        self.block(then);
        match otherwise.map(|block| (block, block.members.as_slice())) {
            Some((block, [Member { span, kind: MemberKind::If { condition, then, otherwise }, .. }]))
                if *span == block.span =>
            {
                self.arm(condition, then, otherwise.as_ref())
            }
            Some((block, _)) => self.block(block),
            None => {}
        }
    }

    fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        exprs.into_iter().for_each(|e| self.expr(e));
    }

    fn expr(&mut self, expr: &Expr) {
        let name = expression(&expr.kind);
        self.add(name, expr.span);
        match &expr.kind {
            ExprKind::Str(parts) => {
                for part in parts {
                    if let StrPart::Expr(inner) = part {
                        self.expr(inner);
                    }
                }
            }
            ExprKind::Field { base, field, .. } => {
                self.expr(base);
                self.add("field_identifier", field.span);
            }
            ExprKind::Index { base, index } => self.exprs([&**base, index]),
            ExprKind::Call { callee, args } => {
                if let ExprKind::Name(_) = callee.kind {
                    self.name("function", callee.span);
                }
                self.exprs(std::iter::once(&**callee).chain(args))
            }
            ExprKind::Unary { operand, .. } => self.expr(operand),
            ExprKind::Binary { left, right, .. } | ExprKind::Range(left, right) => self.exprs([&**left, right]),
            ExprKind::Ternary { condition, then, otherwise } => self.exprs([&**condition, then, otherwise]),
            ExprKind::Alternatives(inner) => self.exprs(inner),
            ExprKind::List(elements) => elements.iter().for_each(|element| self.element(element)),
            ExprKind::Comprehension(all) => self.exprs([&all.body, &all.list].into_iter().chain(&all.condition)),
            ExprKind::Map(block) => self.members(&block.members),
            ExprKind::Paren(inner) => self.expr(inner),
            _ => {}
        }
    }

    fn element(&mut self, element: &Element) {
        match element {
            Element::Expr(expr) => self.expr(expr),
            Element::If { span, condition, then, otherwise } => {
                self.add("conditional_element", *span);
                self.exprs([condition, then].into_iter().chain(otherwise));
            }
        }
    }

    fn ty(&mut self, ty: &TypeExpr) {
        use slsc::syntax::ast::TypeExprKind as T;
        let name = match &ty.kind {
            T::Name(name) if name.contains("::") => "resource_type",
            T::Name(_) => "type_identifier",
            T::Generic(..) => "generic_type",
            T::Optional(_) => "optional_type",
            T::Secret(_) => "secret_type",
            T::Record(_) => "record_type",
            T::Union(_) => "union_type",
            T::Junk => return,
        };
        self.add(name, ty.span);
        match &ty.kind {
            T::Generic(_, inner) | T::Optional(inner) | T::Secret(inner) => self.ty(inner),
            T::Record(fields) => fields.iter().for_each(|(_, ty)| self.ty(ty)),
            _ => {}
        }
    }
}

fn statement(kind: &MemberKind) -> &'static str {
    match kind {
        MemberKind::Property { .. } => "property",
        MemberKind::Trigger { .. } => "trigger",
        MemberKind::Grant { .. } => "permission",
        MemberKind::Param { .. } => "parameter",
        MemberKind::Let { .. } | MemberKind::Output { .. } | MemberKind::Condition { .. } | MemberKind::With { .. } => {
            "binding"
        }
        MemberKind::Fn { .. } => "function_definition",
        MemberKind::Type { .. } => "type_definition",
        MemberKind::Module { .. } => "module",
        MemberKind::Use { .. } => "use",
        MemberKind::Transform { .. } => "transform",
        MemberKind::Assert { .. } => "assertion",
        MemberKind::If { .. } => "if_statement",
        MemberKind::For { .. } => "for_statement",
        _ => "declaration",
    }
}

fn expression(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::Null => "null",
        ExprKind::Bool(_) => "boolean",
        ExprKind::Int(_) | ExprKind::Float(_) => "number",
        ExprKind::Quantity(..) => "quantity",
        ExprKind::Str(_) => "string",
        ExprKind::Name(_) => "identifier",
        ExprKind::Field { .. } => "member_expression",
        ExprKind::Index { .. } => "index_expression",
        ExprKind::Call { .. } => "call_expression",
        ExprKind::Unary { .. } => "unary_expression",
        ExprKind::Binary { .. } | ExprKind::Range(..) => "binary_expression",
        ExprKind::Ternary { .. } => "conditional_expression",
        ExprKind::Alternatives(_) => "alternatives",
        ExprKind::List(_) => "list",
        ExprKind::Comprehension(_) => "comprehension",
        ExprKind::Map(_) => "block",
        ExprKind::Paren(_) => "parenthesized_expression",
        ExprKind::Junk => "ERROR",
    }
}
