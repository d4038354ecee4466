//! What follows from a mistake is not said besides it: a property that lacks because its name is misspelt or its line could not
//! be read, a name whose declaration could not be read. All of it is decided once everything is found, and only where a source
//! has errors.

use crate::diagnostic::codes::{self, Code};
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::load::Loaded;
use crate::source::{FileId, Span};
use crate::syntax::ast::{Block, File, Member, MemberKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// The errors that reading the files gave, before anything was made of them.
pub struct Unread(Vec<(&'static str, Span)>);

impl Unread {
    pub fn of(report: &Report) -> Self {
        let errors = report.iter().filter(|d| d.severity == Severity::Error);
        Unread(errors.map(|d| (d.code.name, d.span)).collect())
    }
}

/// The diagnostics, in their order, without those that follow from others. Some error always stays: what can leave another
/// out is either never left out itself, or by such a one only.
pub fn left_out(found: Vec<Diagnostic>, unread: Unread, loaded: &Loaded) -> Vec<Diagnostic> {
    let errors = found.iter().filter(|d| d.severity == Severity::Error).count();
    if errors < 2 {
        return found;
    }
    let unread: FxHashSet<(&str, Span)> = unread.0.into_iter().collect();
    let is_unread = |d: &Diagnostic| unread.contains(&(d.code.name, d.span));
    let seen = Seen::new(&found, &is_unread, loaded);
    let keep: Vec<bool> = found.iter().map(|d| !seen.follows(d, is_unread(d))).collect();
    debug_assert!(keep.iter().zip(&found).any(|(keep, d)| *keep && d.severity == Severity::Error));
    let mut keep = keep.into_iter();
    found.into_iter().filter(|_| keep.next().unwrap_or(true)).collect()
}

/// So many misspelt properties of one declaration are looked at: nobody writes more.
const MOST_MISSPELT: usize = 64;

/// What is said of a value that is none.
const VALUES: &[&Code] = &[
    &codes::UNKNOWN_NAME,
    &codes::UNKNOWN_WORD,
    &codes::UNKNOWN_ATTRIBUTE,
    &codes::WRONG_TYPE,
    &codes::UNKNOWN_TRIGGER,
];

/// What was said, by the places that it was said of; each list in their order.
struct Seen<'a> {
    loaded: &'a Loaded,
    files: FxHashMap<FileId, &'a File>,
    /// All that is wrong but for what lacks.
    wrong: Vec<(Span, ())>,
    /// Values that are none: of their properties nothing is known.
    values: Vec<(Span, ())>,
    /// What could not be read.
    unread: Vec<(Span, ())>,
    /// Properties whose `:` is missing.
    colonless: Vec<(Span, ())>,
    /// Properties that there are not, with what was meant.
    misspelt: Vec<(Span, &'a str)>,
    /// Statements whose first word is missing or unknown.
    wordless: Vec<(Span, ())>,
    /// What stands beside a declaration whose `{` is missing, and the `}` after it, which closes nothing.
    outside: FxHashSet<(FileId, u32)>,
    /// The names of these declarations.
    braceless: FxHashSet<Span>,
    /// Whether a declaration's kind is unknown, and what may be meant: no stage is known where `stages` is misspelt.
    kinds: Vec<Option<&'a str>>,
    /// Whether something is wrong with what declarations have by default.
    defaults: bool,
    /// Whether stages have different keys.
    uneven: bool,
    /// Whether no more names are missing, unlike any that there is, than there are declarations without one.
    nameless: bool,
    /// Words of statements that could not be read, and of those whose kind is unknown.
    lost: FxHashSet<&'a str>,
    /// Where a text that is wrong ends.
    ends: FxHashSet<(FileId, u32)>,
}

impl<'a> Seen<'a> {
    fn new(found: &'a [Diagnostic], is_unread: &dyn Fn(&Diagnostic) -> bool, loaded: &'a Loaded) -> Self {
        let files = loaded.units.iter().flat_map(|unit| &unit.files);
        let mut seen = Seen {
            loaded,
            files: files.map(|file| (file.span.file(), &**file)).collect(),
            wrong: Vec::new(),
            values: Vec::new(),
            unread: Vec::new(),
            colonless: Vec::new(),
            misspelt: Vec::new(),
            wordless: Vec::new(),
            outside: FxHashSet::default(),
            braceless: FxHashSet::default(),
            kinds: Vec::new(),
            defaults: false,
            uneven: false,
            nameless: false,
            lost: FxHashSet::default(),
            ends: FxHashSet::default(),
        };
        let mut open = 0;
        for d in found.iter().filter(|d| d.severity == Severity::Error) {
            let meant = d.fixes.first().and_then(|fix| fix.edits.first()).map(|edit| edit.text.as_str());
            let is = |code: &Code| d.code.name == code.name;
            let text = loaded.sources.text(d.span);
            if !is(&codes::MISSING_PROPERTY) {
                seen.wrong.push((d.span, ()));
            }
            if VALUES.iter().any(|code| is(code)) || is(&codes::UNKNOWN_PROPERTY) && meant.is_some() {
                seen.values.push((d.span, ()));
            }
            if is_unread(d) {
                seen.unread.push((d.span, ()));
                seen.lost.extend(words(text));
                open += usize::from(d.message.starts_with("expected `{`"));
                if is(&codes::UNEXPECTED_BRACKET) && open > 0 {
                    seen.outside.insert(key(d.span));
                    open -= 1;
                }
                continue;
            }
            match meant {
                Some(":") if is(&codes::MISSING_PART) => seen.colonless.push((d.span, ())),
                Some(" {") if is(&codes::MISSING_PART) => {
                    seen.outside.insert(key(d.span));
                    seen.braceless.extend(d.labels.first().map(|label| label.span));
                    open += 1;
                }
                Some(_) if is(&codes::MISSING_PART) => {
                    seen.wordless.push((d.span, ()));
                    seen.lost.extend(words(text).next());
                }
                Some(meant) if is(&codes::UNKNOWN_PROPERTY) => seen.misspelt.push((d.span, meant)),
                _ if is(&codes::MISPLACED) => seen.lost.extend(words(text).next()),
                _ if is(&codes::UNKNOWN_KIND) => {
                    seen.wordless.push((d.span, ()));
                    seen.kinds.push(meant);
                    seen.lost.insert(text);
                }
                _ if is(&codes::UNKNOWN_BLOCK) => {
                    let line = seen.line_of(d.span);
                    let name = words(loaded.sources.text(line.between(d.span.end(), line.end()))).next();
                    seen.lost.extend(name);
                }
                _ if is(&codes::UNEVEN_STAGES) => seen.uneven = true,
                _ if is(&codes::BAD_TEXT) => drop(seen.ends.insert((d.span.file(), d.span.end()))),
                _ => {}
            }
        }
        let of = |code: &'static Code| found.iter().filter(move |d| d.code.name == code.name);
        let unlike = of(&codes::UNKNOWN_NAME).filter(|d| d.fixes.is_empty());
        let names: FxHashSet<&str> = unlike.map(|d| loaded.sources.text(d.span)).collect();
        seen.nameless = names.len() <= of(&codes::MISSING_NAME).count();
        let members = seen.files.values().flat_map(|file| &file.members);
        let mut defaults = members.filter(|member| matches!(member.kind, MemberKind::Defaults { .. }));
        seen.defaults = seen.kinds.contains(&Some("defaults")) || defaults.any(|member| seen.is_wrong(member.span));
        let unread: FxHashSet<FileId> = seen.unread.iter().map(|(span, ())| span.file()).collect();
        for id in unread {
            let members = seen.files.get(&id).map_or(&[][..], |file| &file.members);
            seen.lose(members);
        }
        seen
    }

    /// Takes the words of what could not be read.
    fn lose(&mut self, members: &'a [Member]) {
        for member in members {
            match &member.kind {
                MemberKind::Junk => self.lost.extend(words(self.loaded.sources.text(member.span))),
                MemberKind::If { then, otherwise, .. } => {
                    [then].into_iter().chain(otherwise).for_each(|block| self.lose(&block.members));
                }
                MemberKind::For { body, .. } => self.lose(&body.members),
                _ => {}
            }
        }
    }

    /// Whether a diagnostic follows from another.
    fn follows(&self, d: &Diagnostic, is_unread: bool) -> bool {
        let is = |code: &Code| d.code.name == code.name;
        if d.severity != Severity::Error {
            return false;
        }
        if is_unread {
            return self.is_on_line_of(&self.colonless, d.span)
                || self.is_on_line_of(&self.wordless, d.span)
                || self.outside.contains(&key(d.span))
                || self.ends.contains(&(d.span.file(), d.span.start()));
        }
        if is(&codes::MISSING_PROPERTY) {
            return self.defaults
                || self.braceless.contains(&d.span)
                || self.home(d.span).is_some_and(|home| self.explains_absence(home, d));
        }
        if is(&codes::NO_STAGES) {
            return self.kinds.contains(&Some("stages"));
        }
        if is(&codes::UNKNOWN_KIND) {
            let before = self.wordless.partition_point(|(span, ())| key(*span) < key(d.span));
            return d.fixes.is_empty() && self.is_on_line_of(&self.wordless[..before], d.span);
        }
        if is(&codes::MISSING_NAME) {
            return self.is_unread(self.line_of(d.span));
        }
        if is(&codes::UNKNOWN_BLOCK) {
            return inside(&self.wordless, d.span).next().is_none() && self.is_on_line_of(&self.wordless, d.span);
        }
        if is(&codes::UNKNOWN_ATTRIBUTE) {
            let of_stage = self.uneven && d.message.starts_with("`stage` ");
            return of_stage || self.lost.contains(self.loaded.sources.text(d.span));
        }
        if is(&codes::UNKNOWN_NAME) {
            return self.is_unread(d.span.after())
                || self.nameless && d.fixes.is_empty()
                || self.lost.contains(self.loaded.sources.text(d.span));
        }
        if is(&codes::UNEVEN_STAGES) {
            return self.home(d.span).is_some_and(|home| self.is_unread(home));
        }
        is(&codes::MISPLACED) && self.is_unread(d.span)
    }

    /// Whether something in a statement may be the property that a message says is missing. A message that names none may
    /// mean each value that is none, and a trigger of what could not be read at all.
    fn explains_absence(&self, home: Span, d: &Diagnostic) -> bool {
        let named = || d.message.split('`').skip(1).step_by(2).filter(|word| *word != self.loaded.sources.text(d.span));
        if named().next().is_none() && (!self.kinds.is_empty() || inside(&self.values, home).next().is_some()) {
            return true;
        }
        self.is_unread(home)
            || inside(&self.colonless, home).next().is_some()
            || inside(&self.misspelt, home).take(MOST_MISSPELT).any(|(_, meant)| named().any(|word| word == *meant))
    }

    fn is_wrong(&self, span: Span) -> bool {
        inside(&self.wrong, span).next().is_some()
    }

    fn is_unread(&self, span: Span) -> bool {
        inside(&self.unread, span).next().is_some()
    }

    /// Whether a place stands on the line of the last of these before it.
    fn is_on_line_of(&self, all: &[(Span, ())], place: Span) -> bool {
        let after = all.partition_point(|(span, ())| key(*span) <= key(place));
        let last = after.checked_sub(1).and_then(|last| all.get(last));
        last.is_some_and(|(span, ())| self.line_of(*span).holds(place))
    }

    /// What a message that something is missing is about: the block that it points at, else the declaration whose name it
    /// points at, with the rest of the line.
    fn home(&self, span: Span) -> Option<Span> {
        if self.loaded.sources.text(span).starts_with('{') {
            return Some(span);
        }
        innermost(&self.files.get(&span.file())?.members, span).map(|member| self.line_of(member))
    }

    /// A place with the rest of the line on which it ends.
    fn line_of(&self, span: Span) -> Span {
        span.between(span.start(), self.loaded.sources.get(span.file()).line_end(span.end()))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

fn key(span: Span) -> (FileId, u32) {
    (span.file(), span.start())
}

/// Those that begin in a place.
fn inside<T>(all: &[(Span, T)], place: Span) -> impl Iterator<Item = &(Span, T)> {
    let from = all.partition_point(|(span, _)| key(*span) < key(place));
    all[from..].iter().take_while(move |(span, _)| place.holds(*span))
}

/// The span of the innermost declaration that holds a place.
fn innermost(members: &[Member], place: Span) -> Option<Span> {
    let after = members.partition_point(|member| member.span.start() <= place.start());
    let member = members[..after].last().filter(|member| member.span.holds(place))?;
    let inner = |block: &Block| innermost(&block.members, place);
    match &member.kind {
        MemberKind::Decl(decl) => decl.body.as_ref().and_then(inner).or(Some(member.span)),
        MemberKind::Resource { .. }
        | MemberKind::Module { .. }
        | MemberKind::Stack { .. }
        | MemberKind::Stages { .. } => Some(member.span),
        MemberKind::If { then, otherwise, .. } => inner(then).or_else(|| otherwise.as_ref().and_then(inner)),
        MemberKind::For { body, .. } => inner(body),
        _ => None,
    }
}
