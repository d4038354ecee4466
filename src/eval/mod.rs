//! Partial evaluation: what is known is computed, what is known only at deployment becomes the intrinsic that computes it there.

pub mod access;
pub mod body;
pub mod cond;
pub mod decorators;
pub mod describe;
pub mod each;
pub mod env;
pub mod expand;
pub mod expr;
pub mod fields;
pub mod functions;
pub mod names;
pub mod ops;
pub mod params;
pub mod sections;
pub mod typed;
pub mod value;
pub mod written;

use crate::Options;
use crate::diagnostic::{Code, Diagnostic, Report, codes, nearest};
use crate::files::Files;
use crate::load::Loaded;
use crate::model::{DeclId, Stack};
use crate::schema::Construct;
use crate::source::Span;
use crate::syntax::ast;
use cond::Conditions;
use env::Cx;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use value::Val;

/// How deep one evaluation may stand in another before it is refused.
const MAX_DEPTH: u32 = 160;
/// How many steps one compilation may take: far beyond any stack, near enough to end a mistake.
const FUEL: u64 = 6_000_000;

/// What a name stands for.
#[derive(Clone)]
pub enum Def<'a> {
    /// A `let`, or a module's parameter with the value that the outside gives it.
    Let(usize),
    Fn(usize),
    Param(usize),
    Type(&'a ast::TypeExpr, usize),
    Decl(DeclId),
    Family(usize),
    Module(usize),
    Mapping(SmolStr),
    /// Another instance's name.
    Imported(usize, SmolStr),
    /// Declared in a branch that is not taken, or not declared yet while declarations are being found.
    Absent(Span),
    /// An error has been reported where it was declared.
    Broken,
}

/// A stack, a module or a library with its names bound.
pub struct Instance<'a> {
    pub unit: usize,
    /// What its logical ids begin with.
    pub prefix: SmolStr,
    pub scope: FxHashMap<SmolStr, Def<'a>>,
    /// Where each name was declared, for messages about duplicates.
    pub declared: FxHashMap<SmolStr, Span>,
    pub exported: Vec<SmolStr>,
    pub outputs: FxHashMap<SmolStr, usize>,
    /// The condition under which all of it exists.
    pub cx: Cx<'a>,
}

/// An expression that is evaluated once, when it is first wanted.
pub struct Slot<'a> {
    pub name: &'a ast::Ident,
    pub expr: &'a ast::Expr,
    pub ty: Option<(&'a ast::TypeExpr, usize)>,
    pub cx: Cx<'a>,
    pub state: State,
    /// The name in the template, of a `condition`.
    pub condition: Option<SmolStr>,
}

#[derive(Clone)]
pub enum State {
    Waiting,
    Running,
    Done(Val),
}

/// A user's function.
pub struct FnDef<'a> {
    pub name: &'a ast::Ident,
    pub params: &'a [ast::FnParam],
    pub value: &'a ast::Expr,
    pub instance: usize,
    pub running: bool,
}

/// A declaration that was found, before its body is evaluated.
pub struct Entry<'a> {
    pub id: DeclId,
    pub name: SmolStr,
    pub logical_id: SmolStr,
    pub what: What<'a>,
    pub member: &'a ast::Member,
    pub name_ident: &'a ast::Ident,
    pub existing: bool,
    pub cx: Cx<'a>,
}

/// The syntax that a declaration comes from.
#[derive(Clone, Copy)]
pub enum What<'a> {
    Construct(&'static Construct, &'a ast::Decl),
    Resource(&'a ast::Ident, Option<&'a ast::Block>),
}

/// `Name[x]` in a `for`: what each key made.
pub struct Family {
    pub name: SmolStr,
    pub members: Vec<(SmolStr, DeclId)>,
}

/// The stages, and which one is chosen.
#[derive(Default)]
pub struct Stages {
    pub names: Vec<SmolStr>,
    pub values: Vec<Val>,
    pub chosen: Option<usize>,
    pub span: Span,
}

/// One compilation's evaluator.
pub struct Eval<'a> {
    pub loaded: &'a Loaded,
    pub files: &'a dyn Files,
    pub options: &'a Options,
    pub report: &'a mut Report,
    pub instances: Vec<Instance<'a>>,
    pub slots: Vec<Slot<'a>>,
    pub fns: Vec<FnDef<'a>>,
    pub entries: Vec<Entry<'a>>,
    pub families: Vec<Family>,
    pub params: Vec<params::ParamSlot<'a>>,
    pub conds: Conditions,
    pub stages: Stages,
    pub stack: Stack,
    pub libraries: FxHashMap<usize, usize>,
    /// Logical ids with the places that took them.
    pub ids: FxHashMap<SmolStr, Span>,
    /// The instance that each module instance stands in.
    pub parents: Vec<Option<usize>>,
    pub sections_found: Vec<expand::Section<'a>>,
    /// Names of the types that are being resolved.
    pub resolving: Vec<SmolStr>,
    /// Rounds of a `for` that had mistakes in them.
    wrong_rounds: u32,
    /// How many misspelt words were looked up.
    looked_up: std::cell::Cell<u32>,
    depth: u32,
    fuel: u64,
}

/// How many misspelt words are looked up in one compilation: nobody reads more.
const LOOKED_UP: u32 = 2_000;

impl<'a> Eval<'a> {
    pub fn new(loaded: &'a Loaded, files: &'a dyn Files, options: &'a Options, report: &'a mut Report) -> Self {
        Eval {
            loaded,
            files,
            options,
            report,
            instances: Vec::new(),
            slots: Vec::new(),
            fns: Vec::new(),
            entries: Vec::new(),
            families: Vec::new(),
            params: Vec::new(),
            conds: Conditions::default(),
            stages: Stages::default(),
            stack: Stack::default(),
            libraries: FxHashMap::default(),
            ids: FxHashMap::default(),
            parents: Vec::new(),
            sections_found: Vec::new(),
            resolving: Vec::new(),
            wrong_rounds: 0,
            looked_up: std::cell::Cell::new(0),
            depth: 0,
            fuel: FUEL,
        }
    }

    /// Evaluates the whole stack: names, declarations, bodies, sections.
    pub fn run(mut self) -> (Stack, Conditions) {
        self.instantiate(0, SmolStr::default(), Cx::of(0));
        self.expand(0);
        self.bodies();
        self.sections();
        (self.stack, self.conds)
    }

    /// The candidate nearest to a misspelt word. Only so many are looked up: a loop can make half a million mistakes of one.
    pub fn nearest<'c>(&self, word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
        self.look_up(|| nearest(word, candidates))
    }

    /// What a word of other tools is called here, else the candidate nearest to it.
    pub fn meant<'c>(
        &self,
        word: &str,
        elsewhere: impl FnOnce(&str) -> Option<&'c str>,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        self.look_up(|| elsewhere(word).or_else(|| nearest(word, candidates)))
    }

    /// What was probably meant, unless so many mistakes were made that looking costs more than it helps.
    pub fn look_up<T>(&self, find: impl FnOnce() -> Option<T>) -> Option<T> {
        self.looked_up.set(self.looked_up.get() + 1);
        (self.looked_up.get() <= LOOKED_UP).then(find).flatten()
    }

    pub fn error(&mut self, code: &'static Code, span: Span, message: impl Into<String>) -> Val {
        self.report.add(Diagnostic::error(code, span, message));
        Val::error(span)
    }

    /// Runs `step` one level deeper, or refuses.
    pub fn deeper(&mut self, span: Span, step: impl FnOnce(&mut Self) -> Val) -> Val {
        if self.depth >= MAX_DEPTH {
            return self.error(&codes::TOO_DEEP, span, "this is nested too deeply to be evaluated");
        }
        if !self.step(span) {
            return Val::error(span);
        }
        self.depth += 1;
        let value = step(self);
        self.depth -= 1;
        value
    }

    /// Takes one step's fuel; says once that there is none left.
    pub fn step(&mut self, span: Span) -> bool {
        self.burn(span, 1)
    }

    pub fn burn(&mut self, span: Span, steps: u64) -> bool {
        if self.fuel == 0 {
            return false;
        }
        self.fuel = self.fuel.saturating_sub(steps);
        if self.fuel == 0 {
            self.error(&codes::TOO_LARGE, span, "this expands to more than slsc is willing to compute");
        }
        self.fuel > 0
    }
}

/// A word with its first letter large.
pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_ascii_uppercase().to_string() + chars.as_str())
}

/// `snake_case` and other names as a logical id: letters and digits, each word with a capital.
pub fn logical_id(name: &str) -> SmolStr {
    if name.bytes().all(|b| b.is_ascii_alphanumeric()) && !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return name.into();
    }
    let mut id = String::with_capacity(name.len());
    let mut up = true;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(if up { c.to_ascii_uppercase() } else { c });
            up = false;
        } else {
            up = true;
        }
    }
    id.into()
}
