//! Finds every declaration: unfolds `if`, `for` and modules, and gives each its logical id.

mod modules;
mod rounds;

use super::env::{Cx, Defaults};
use super::value::V;
use super::{Def, Entry, Eval, Family, What, capital, logical_id};
use crate::constructs;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::DeclId;
use crate::schema::elsewhere;
use crate::source::Span;
use crate::syntax::ast::{self, Member, MemberKind};
use smol_str::SmolStr;
use std::rc::Rc;

/// Words that begin a statement and are no construct; offered when a kind is misspelt.
pub const STATEMENTS: [&str; 21] = [
    "stack",
    "param",
    "let",
    "fn",
    "type",
    "stages",
    "output",
    "existing",
    "resource",
    "module",
    "use",
    "export",
    "defaults",
    "mapping",
    "condition",
    "rule",
    "metadata",
    "template",
    "transform",
    "assert",
    "test",
];

/// How many declarations one compilation may have, how many modules, and how many outputs, assertions and the like: a
/// hundred times what a stack can hold.
const MOST_FOUND: usize = 50_000;

/// Whether members stand directly in a file, or in an `if` or `for`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Top,
    Inside,
}

/// A member of the file level that is not a declaration with resources, kept for later.
pub struct Section<'a> {
    pub member: &'a Member,
    pub cx: Cx<'a>,
}

impl<'a> Eval<'a> {
    /// Whether one more can be found of what there are so many of; where not, the expansion ends.
    fn has_room(&mut self, found: usize, span: Span) -> bool {
        found < MOST_FOUND || self.burn(span, u64::MAX)
    }

    /// Finds the declarations of an instance, then of the modules in it.
    pub fn expand(&mut self, instance: usize) {
        let loaded = self.loaded;
        let unit = self.instances[instance].unit;
        let mut modules = Vec::new();
        let cx = self.instances[instance].cx.clone();
        if instance == 0 {
            loaded.units[unit].files.iter().for_each(|file| self.read_stages(&file.members, &cx));
            self.choose_stage();
        }
        for file in &loaded.units[unit].files {
            self.expand_members(&file.members, &cx, Place::Top, &mut modules);
        }
        for (member, cx) in modules {
            self.module(member, &cx);
        }
    }

    fn expand_members(
        &mut self,
        members: &'a [Member],
        cx: &Cx<'a>,
        place: Place,
        modules: &mut Vec<(&'a Member, Cx<'a>)>,
    ) {
        let mut cx = with_defaults(members, cx);
        let top = place == Place::Top;
        for (i, member) in members.iter().enumerate() {
            if !self.step(member.span) {
                return;
            }
            match &member.kind {
                MemberKind::If { condition, then, otherwise } => {
                    self.expand_if(condition, then, otherwise.as_ref(), &cx, modules);
                }
                MemberKind::For { names, list, body } => {
                    let mut wrong = 0;
                    for inner in self.rounds(names, list, &cx) {
                        let before = self.report.attempts();
                        self.expand_members(&body.members, &inner, Place::Inside, modules);
                        if self.has_said_enough(before, &mut wrong) {
                            break;
                        }
                    }
                }
                MemberKind::Let { name, value, .. } if !top => {
                    let value = self.eval(value, &cx);
                    cx = cx.bind(name.text.clone(), value);
                }
                MemberKind::Decl(decl) => self.construct(member, decl, &cx),
                MemberKind::Resource { name, key, ty, body, existing } => {
                    self.entry(member, name, key.as_deref(), *existing, What::Resource(ty, body.as_ref()), &cx);
                }
                MemberKind::Module { name, .. } if cx.each.is_some() => {
                    let message = "a module cannot stand in a `for` whose list is known only at deployment";
                    self.error(&codes::MISPLACED, name.span, message);
                }
                MemberKind::Module { .. } => {
                    if self.has_room(modules.len(), member.span) {
                        modules.push((member, cx.clone()));
                    }
                }
                MemberKind::Property { key, value } if self.is_assigned(key, value) => {
                    let message = "expected `let` or `output` before a name and its value";
                    let diagnostic = Diagnostic::error(&codes::MISSING_PART, member.span, message);
                    self.report.add(diagnostic.fix("insert `let`", member.span.before(), "let "));
                }
                inner if inner.is_inner() => self.beside(member, i.checked_sub(1).map(|before| &members[before])),
                MemberKind::Param { name, .. } if !top => {
                    self.error(
                        &codes::MISPLACED,
                        name.span,
                        "a parameter stands at the top of a file, not in `if` or `for`",
                    );
                }
                MemberKind::Junk => {}
                _ => {
                    // as many as are written at the top are as many as a file can hold
                    if top && cx.instance == 0 || self.has_room(self.sections_found.len(), member.span) {
                        self.sections_found.push(Section { member, cx: cx.clone() });
                    }
                }
            }
        }
    }

    fn expand_if(
        &mut self,
        condition: &'a ast::Expr,
        then: &'a ast::Block,
        otherwise: Option<&'a ast::Block>,
        cx: &Cx<'a>,
        modules: &mut Vec<(&'a Member, Cx<'a>)>,
    ) {
        let value = self.eval(condition, cx);
        let otherwise = otherwise.map_or(&[][..], |b| &b.members);
        match self.decide(&value, cx) {
            super::fields::Decided::Known(true) => self.expand_members(&then.members, cx, Place::Inside, modules),
            super::fields::Decided::Known(false) => self.expand_members(otherwise, cx, Place::Inside, modules),
            super::fields::Decided::Wrong => {}
            super::fields::Decided::Deferred(c) => {
                let not = self.conds.not(c);
                for (members, c) in [(&then.members[..], c), (otherwise, not)] {
                    let guard = self.conds.and_maybe(cx.guard, Some(c));
                    self.expand_members(members, &Cx { guard, ..cx.clone() }, Place::Inside, modules);
                }
            }
        }
    }

    fn construct(&mut self, member: &'a Member, decl: &'a ast::Decl, cx: &Cx<'a>) {
        let Some(construct) = constructs::find(&decl.kind.text) else {
            if let Some(name) = &decl.name {
                self.instances[cx.instance].scope.insert(name.text.clone(), Def::Broken);
            }
            return self.unknown_kind(&decl.kind);
        };
        let Some(name) = &decl.name else {
            let message = format!("this {} has no name", decl.kind.text);
            let help = format!("write one after the kind: `{} Name {{ … }}`", decl.kind.text);
            self.report.add(Diagnostic::error(&codes::MISSING_NAME, decl.kind.span, message).help(help));
            return;
        };
        if decl.existing && construct.existing.is_empty() {
            let message =
                format!("{} `{}` cannot be `existing`", super::describe::article(construct.kind), construct.kind);
            self.error(&codes::MISPLACED, decl.kind.span, message);
        }
        self.entry(member, name, decl.key.as_deref(), decl.existing, What::Construct(construct, decl), cx);
    }

    /// What stands inside a declaration, and is beside one: of several in a row, it is said of the first.
    fn beside(&mut self, member: &Member, before: Option<&Member>) {
        match before.map(|before| &before.kind) {
            Some(inner) if inner.is_inner() => {}
            Some(MemberKind::Decl(decl)) if decl.body.is_none() => {
                let name = decl.name.as_ref().unwrap_or(&decl.kind);
                let message = format!("expected `{{` after `{}`: this stands inside a declaration", name.text);
                let diagnostic = Diagnostic::error(&codes::MISSING_PART, member.span, message);
                self.report.add(diagnostic.label(name.span, "it belongs to this").fix(
                    "insert `{`",
                    name.span.after(),
                    " {",
                ));
            }
            _ => {
                self.error(&codes::MISPLACED, member.span, "this stands inside a declaration, not beside it");
            }
        }
    }

    /// Whether `=` stands between a key and its value.
    fn is_assigned(&self, key: &ast::Key, value: &ast::Expr) -> bool {
        let (ast::Key::Name(ast::Ident { span: key, .. }) | ast::Key::Str(key, _)) = key;
        key.end() < value.span.start()
            && self.loaded.sources.text(key.between(key.end(), value.span.start())).trim() == "="
    }

    fn unknown_kind(&mut self, kind: &ast::Ident) {
        let message = format!("there is no kind of declaration called `{}`", kind.text);
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_KIND, kind.span, message);
        let words = constructs::ALL.iter().map(|c| c.kind).chain(STATEMENTS);
        if let Some(near) = self.meant(&kind.text, elsewhere::statement, words) {
            diagnostic =
                diagnostic.fix(format!("use `{near}`"), kind.span, near).help(format!("did you mean `{near}`?"));
        } else {
            let kinds: Vec<&str> = constructs::ALL.iter().map(|c| c.kind).collect();
            let help =
                format!("there are {}; anything else is `resource Name: AWS::…`", super::describe::list_words(&kinds));
            diagnostic = diagnostic.help(help);
        }
        self.report.add(diagnostic);
    }

    fn entry(
        &mut self,
        member: &'a Member,
        name: &'a ast::Ident,
        key: Option<&'a ast::Expr>,
        existing: bool,
        what: What<'a>,
        cx: &Cx<'a>,
    ) {
        if !self.has_room(self.entries.len(), name.span) {
            return;
        }
        let id = DeclId(self.entries.len() as u32);
        let prefix = self.instances[cx.instance].prefix.clone();
        let own = logical_id(&name.text);
        let word = match key {
            None if cx.each.is_some() => {
                let help = format!("write `{}[{}]`", name.text, self.stack.loops[cx.each.unwrap_or(0)].name);
                let message = "in a `for` whose list is known only at deployment a declaration needs its key";
                self.report.add(Diagnostic::error(&codes::MISPLACED, name.span, message).help(help));
                return;
            }
            None => None,
            Some(key) => match self.family_key(key, cx) {
                Some(word) => Some(word),
                None => return,
            },
        };
        let suffix = word.as_ref().map_or(SmolStr::default(), |w| match cx.each {
            Some(_) => w.clone(),
            None => logical_id(&capital(w)),
        });
        let derived = SmolStr::from_iter([prefix.as_str(), own.as_str(), suffix.as_str()]);
        let logical = self.pinned_id(member, cx).unwrap_or(derived);
        let (bound, shown) = match (key, word) {
            (Some(key), Some(word)) => {
                let shown = SmolStr::from(format!("{}[\"{word}\"]", name.text));
                (self.join_family(cx.instance, name, &word, key.span, id), shown)
            }
            _ => (self.take_name(cx.instance, name, id, cx), name.text.clone()),
        };
        if !bound {
            return;
        }
        if !existing {
            self.take_id(&logical, name.span);
        }
        self.entries.push(Entry {
            id,
            name: shown,
            logical_id: logical,
            what,
            member,
            name_ident: name,
            existing,
            cx: cx.clone(),
        });
    }

    fn family_key(&mut self, key: &'a ast::Expr, cx: &Cx<'a>) -> Option<SmolStr> {
        let value = self.eval(key, cx);
        if let Some(loop_) = cx.each {
            return self.key_of_rounds(loop_, &value);
        }
        match &value.v {
            V::Str(text) if text.chars().any(|c| c.is_ascii_alphanumeric()) => Some(text.clone()),
            V::Int(n) => Some(n.to_string().into()),
            V::Error => None,
            V::Stages(_) | V::If(..) | V::Deferred(_) => {
                self.not_known(key, &value, "the key of a family", cx);
                None
            }
            _ => {
                let message = format!(
                    "the key of a family is a text with a letter or a digit, or a number; this is {}",
                    value.describe()
                );
                self.error(&codes::WRONG_TYPE, key.span, message);
                None
            }
        }
    }

    fn join_family(&mut self, instance: usize, name: &'a ast::Ident, key: &SmolStr, span: Span, id: DeclId) -> bool {
        let family = match self.instances[instance].scope.get(&name.text) {
            Some(Def::Family(family)) => *family,
            _ => {
                self.families.push(Family { name: name.text.clone(), members: Vec::new() });
                let family = self.families.len() - 1;
                if !self.declare(instance, name, Def::Family(family)) {
                    return false;
                }
                family
            }
        };
        if self.families[family].members.iter().any(|(k, _)| k == key) {
            let message = format!("`{}[\"{key}\"]` is declared twice", name.text);
            self.error(&codes::DUPLICATE_NAME, span, message);
            return false;
        }
        self.families[family].members.push((key.clone(), id));
        true
    }

    /// Binds a declaration's name. Two declarations may share one if they can never exist together.
    fn take_name(&mut self, instance: usize, name: &'a ast::Ident, id: DeclId, cx: &Cx<'a>) -> bool {
        if let Some(Def::Decl(before)) = self.instances[instance].scope.get(&name.text) {
            let other = self.entries[before.0 as usize].cx.guard;
            if let (Some(a), Some(b)) = (other, cx.guard)
                && self.conds.exclude(a, b)
            {
                return true;
            }
        }
        self.declare(instance, name, Def::Decl(id))
    }

    /// Claims a logical id.
    pub fn take_id(&mut self, id: &SmolStr, span: Span) {
        let Some(first) = self.ids.insert(id.clone(), span) else { return };
        if first != span {
            let message = format!("two declarations have the logical id `{id}`");
            self.report.add(
                Diagnostic::error(&codes::DUPLICATE_ID, span, message)
                    .label(first, "the other one")
                    .help("rename one of them, or pin its id with `@id(\"…\")`"),
            );
        }
    }
}

/// The context with the `defaults` blocks that stand directly among these members.
fn with_defaults<'a>(members: &'a [Member], cx: &Cx<'a>) -> Cx<'a> {
    let mut cx = cx.clone();
    for member in members {
        if let MemberKind::Defaults { kind, body } = &member.kind {
            let defaults =
                Defaults { kind, body, cx: cx.clone(), props: Default::default(), next: cx.defaults.clone() };
            cx = Cx { defaults: Some(Rc::new(defaults)), ..cx };
        }
    }
    cx
}
