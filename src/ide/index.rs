//! Who is who: every declaration with its places, found from the trees alone, so that half a file has an index too.

use super::holds;
use super::names::Walk;
use crate::load::Unit;
use crate::schema::Construct;
use crate::source::{FileId, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// What was declared.
#[derive(Clone, Copy)]
pub enum DefKind {
    Param,
    Let,
    Fn,
    Type,
    Output,
    Construct(&'static Construct),
    Resource,
    /// The unit that the module is.
    Module(Option<usize>),
    Mapping,
    Condition,
    /// `index ByStatus { … }` in another declaration.
    Block,
    /// The item of a `for`, or a parameter of a function.
    Local,
}

/// A declaration.
pub struct Def {
    pub name: SmolStr,
    pub kind: DefKind,
    pub name_span: Span,
    /// All of it.
    pub span: Span,
    pub docs: Option<SmolStr>,
    /// The word before the name, or a resource's type.
    pub word: SmolStr,
    pub unit: usize,
    /// The declaration that a block belongs to.
    pub parent: Option<usize>,
}

/// Every declaration and every place that means one.
#[derive(Default)]
pub struct Index {
    pub defs: Vec<Def>,
    /// By file, each sorted by place.
    uses: FxHashMap<FileId, Vec<(Span, usize)>>,
    /// What each unit declares at its top, by name.
    pub scopes: Vec<FxHashMap<SmolStr, usize>>,
}

impl Index {
    pub fn of(units: &[Unit]) -> Index {
        let (defs, found, scopes) = Walk::run(units);
        let mut uses: FxHashMap<FileId, Vec<(Span, usize)>> = FxHashMap::default();
        let own = defs.iter().enumerate().map(|(i, def)| (def.name_span, i));
        for (span, def) in own.chain(found) {
            uses.entry(span.file()).or_default().push((span, def));
        }
        for places in uses.values_mut() {
            places.sort_by_key(|(span, _)| (span.start(), span.end()));
            places.dedup();
        }
        Index { defs, uses, scopes }
    }

    pub fn def(&self, def: usize) -> &Def {
        &self.defs[def]
    }

    /// What the word at a place means.
    pub fn at(&self, file: FileId, offset: u32) -> Option<usize> {
        let places = self.uses.get(&file)?;
        let end = places.partition_point(|(span, _)| span.start() <= offset);
        places[..end].iter().rev().take(8).find(|(span, _)| holds(*span, offset)).map(|(_, def)| *def)
    }

    /// The declaration's own place, then those that use it, by file and place.
    pub fn places(&self, def: usize) -> Vec<Span> {
        let own = self.defs[def].name_span;
        let all = self.uses.values().flatten().filter(|(span, d)| *d == def && *span != own);
        let mut places: Vec<Span> = all.map(|(span, _)| *span).collect();
        places.sort_by_key(|span| (span.file(), span.start()));
        places.insert(0, own);
        places
    }

    /// Every declaration that something else than its own name means.
    pub fn used(&self) -> FxHashSet<usize> {
        let uses = self.uses.values().flatten();
        uses.filter(|(span, def)| *span != self.defs[*def].name_span).map(|(_, def)| *def).collect()
    }

    /// Every place, declarations' own too.
    pub fn all_uses(&self) -> impl Iterator<Item = (Span, usize)> + '_ {
        self.uses.values().flatten().copied()
    }

    /// The places of one file, sorted.
    pub fn in_file(&self, file: FileId) -> &[(Span, usize)] {
        self.uses.get(&file).map_or(&[], Vec::as_slice)
    }

    /// What a unit knows by this name.
    pub fn named(&self, unit: usize, name: &str) -> Option<usize> {
        self.scopes.get(unit)?.get(name).copied()
    }
}
