//! A stack in each of its stages: every form is compiled, all of them at once, and what several have to say is said once.

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::eval::describe::list_words;
use crate::files::Files;
use crate::lint::is_of_every_stage;
use crate::load::{Loaded, load};
use crate::source::Span;
use crate::syntax::ast::{Key, MemberKind};
use crate::{Compilation, Expand, Input, Options, compile_loaded};
use rustc_hash::FxHashMap;
use std::panic::resume_unwind;
use std::thread;

/// All forms of a stack.
pub struct All {
    /// The form that leaves the stage to deployment, or that of the stage which the options choose.
    pub plain: Compilation,
    /// One for each stage of the source, in its order; none where the options choose one.
    pub stages: Vec<(String, Compilation)>,
}

/// Which forms have to be without errors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// Each stage; the form without a stage need not be possible.
    Stages,
    /// Each stage, and the form without one.
    Every,
}

/// Compiles a stack, and then each of its stages unless the options choose one.
pub fn compile_all(files: &dyn Files, input: &Input, options: &Options) -> All {
    let mut report = Report::default();
    let loaded = load(files, input, &mut report);
    compile_all_loaded(files, input, &loaded, &report, options)
}

/// Compiles all forms of what was read already.
pub fn compile_all_loaded(
    files: &dyn Files,
    input: &Input,
    loaded: &Loaded,
    report: &Report,
    options: &Options,
) -> All {
    let of_stage = |name: &String| Options { stage: Some(name.clone()), expand: Expand::No, ..options.clone() };
    let compile = |options: &Options| compile_loaded(files, input, loaded.clone(), report.clone(), options);
    let written = if options.stage.is_some() { Vec::new() } else { written(loaded) };
    let forms: Vec<Options> = std::iter::once(options.clone()).chain(written.iter().map(of_stage)).collect();
    let mut compiled = at_once(&forms, compile);
    let plain = compiled.remove(0);
    let names = if options.stage.is_some() { Vec::new() } else { plain.stages.clone() };
    if names != written {
        let forms: Vec<Options> = names.iter().map(of_stage).collect();
        compiled = at_once(&forms, compile);
    }
    All { plain, stages: names.into_iter().zip(compiled).collect() }
}

/// So many forms are compiled at once.
const AT_ONCE: usize = 8;
/// As much as the first thread of a process has, in bytes.
pub const STACK: usize = 8 << 20;

/// What comes of each, in their order; threads share the work where there are threads.
fn at_once<T: Sync, U: Send>(all: &[T], make: impl Fn(&T) -> U + Sync) -> Vec<U> {
    all.chunks(AT_ONCE).flat_map(|some| few_at_once(some, &make)).collect()
}

fn few_at_once<T: Sync, U: Send>(some: &[T], make: &(impl Fn(&T) -> U + Sync)) -> Vec<U> {
    let Some((first, others)) = some.split_first() else { return Vec::new() };
    thread::scope(|scope| {
        let begin = |one| (one, thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || make(one)));
        let begun: Vec<_> = others.iter().map(begin).collect();
        let mut made = vec![make(first)];
        for (one, thread) in begun {
            made.push(match thread {
                Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
                // there are none in a browser
                Err(_) => make(one),
            });
        }
        made
    })
}

/// What a stack has to say in its stages, as [`All::diagnostics`] does for [`Wanted::Stages`], and the names of these. The form
/// without a stage, which says nothing then, is not compiled.
pub fn messages(
    files: &dyn Files,
    input: &Input,
    loaded: &Loaded,
    report: &Report,
    options: &Options,
) -> (Vec<Diagnostic>, Vec<String>) {
    let written = written(loaded);
    if options.stage.is_none() && !written.is_empty() {
        let stages = at_once(&written, |name| {
            let options = Options { stage: Some(name.clone()), ..options.clone() };
            let compiled = compile_loaded(files, input, loaded.clone(), report.clone(), &options);
            ([compiled.diagnostics, compiled.everywhere].concat(), compiled.stages)
        });
        if stages.iter().all(|(_, names)| *names == written) {
            let said = written.iter().zip(&stages).map(|(name, (said, _))| (name.as_str(), said));
            let found = found(said, stages.len());
            let all = found.iter().map(|(d, named)| in_stages(d, named, stages.len())).collect();
            return (sorted(all), written);
        }
    }
    let all = compile_all_loaded(files, input, loaded, report, options);
    (all.diagnostics(Wanted::Stages), all.plain.stages)
}

/// The names in the `stages` block: all that there are, unless it is wrong or computes them.
fn written(loaded: &Loaded) -> Vec<String> {
    let members = loaded.units.first().into_iter().flat_map(|unit| &unit.files).flat_map(|file| &file.members);
    let body = members.filter_map(|member| match &member.kind {
        MemberKind::Stages { body } => Some(body),
        _ => None,
    });
    let names = body.take(1).flat_map(|body| &body.members).filter_map(|member| match &member.kind {
        MemberKind::Property { key: Key::Name(name), .. } => Some(name.text.to_string()),
        _ => None,
    });
    names.collect()
}

type Identity<'a> = (&'static str, Span, &'a str);

fn identity(diagnostic: &Diagnostic) -> Identity<'_> {
    (diagnostic.code.name, diagnostic.span, &diagnostic.message)
}

/// Each thing that stages say, with the names of those that do.
type Found<'a> = Vec<(&'a Diagnostic, Vec<&'a str>)>;

/// Of so many stages.
fn found<'a, D: IntoIterator<Item = &'a Diagnostic>>(
    stages: impl IntoIterator<Item = (&'a str, D)>,
    of: usize,
) -> Found<'a> {
    let mut found: Found = Vec::new();
    let mut places: FxHashMap<Identity, usize> = FxHashMap::default();
    for (stage, said) in stages {
        for diagnostic in said {
            let place = *places.entry(identity(diagnostic)).or_insert(found.len());
            if place == found.len() {
                found.push((diagnostic, Vec::new()));
            }
            found[place].1.push(stage);
        }
    }
    // what one stage uses is used
    found.retain(|(d, named)| !is_of_every_stage(d) || named.len() == of);
    found
}

/// What not all of so many stages say names those that do.
fn in_stages(diagnostic: &Diagnostic, named: &[&str], of: usize) -> Diagnostic {
    let diagnostic = diagnostic.clone();
    if named.len() >= of {
        return diagnostic;
    }
    let noun = if named.len() == 1 { "stage" } else { "stages" };
    let place = format!("in the {noun} {}", list_words(named));
    let label = diagnostic.label.as_ref().map_or(place.clone(), |label| format!("{label} ({place})"));
    diagnostic.at(label)
}

fn sorted(mut all: Vec<Diagnostic>) -> Vec<Diagnostic> {
    crate::diagnostic::in_order(&mut all);
    all
}

impl All {
    /// What the forms have to say, each thing once and by file and place. What not every stage says names those that do.
    pub fn diagnostics(&self, wanted: Wanted) -> Vec<Diagnostic> {
        if self.stages.is_empty() {
            return self.plain.diagnostics.clone();
        }
        let said = self.stages.iter().map(|(name, c)| (name.as_str(), c.diagnostics.iter().chain(&c.everywhere)));
        let found = found(said, self.stages.len());
        let mut all: Vec<Diagnostic> = found.iter().map(|(d, named)| in_stages(d, named, self.stages.len())).collect();
        if wanted == Wanted::Every {
            // without a stage, a value of the stage is wrong where `stages` gives it; with one, where it is used
            let said =
                |d: &Diagnostic| found.iter().any(|(other, _)| (other.code, &other.message) == (d.code, &d.message));
            let own: Vec<Diagnostic> = self.plain.diagnostics.iter().filter(|d| !said(d)).map(without_stage).collect();
            all.extend(own);
        }
        sorted(all)
    }
}

/// An error that no stage has tells of the way round it.
fn without_stage(diagnostic: &Diagnostic) -> Diagnostic {
    const WAY: &str = "build with `--stage NAME` or `--all-stages`";
    let help = diagnostic.help.as_deref();
    if diagnostic.severity != Severity::Error || help.is_some_and(|h| h.contains("--stage")) {
        return diagnostic.clone();
    }
    let help = help.map_or(String::new(), |h| format!("{h}\n"));
    diagnostic.clone().help(format!("{help}no stage has this error: {WAY}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;

    fn said(text: &str, wanted: Wanted) -> Vec<String> {
        let input = Input::Text { name: "main.sls".into(), text: text.into() };
        let all = compile_all(&Memory::default(), &input, &Options { lints: crate::Lints::On, ..Options::default() });
        let show = |d: Diagnostic| format!("{} {}", d.code.name, d.label.unwrap_or_default());
        all.diagnostics(wanted).into_iter().map(show).collect()
    }

    #[test]
    fn an_error_names_the_stages_that_have_it() {
        let text = "stages { a: { w: 5 s }, b: { w: 90 s }, c: { w: 80 s } }\nqueue Q { wait: stage.w }\n";
        assert_eq!(said(text, Wanted::Stages).len(), 2);
        assert!(
            said(text, Wanted::Stages).iter().all(|s| s.starts_with("out-of-range ") && s.contains("in the stage `"))
        );
        assert_eq!(said(text, Wanted::Every), said(text, Wanted::Stages));
        let text = "stages { a: { w: 90 s }, b: { w: 90 s } }\nqueue Q { wait: stage.w }\n";
        assert!(said(text, Wanted::Every).iter().all(|s| !s.contains("in the stage")));
    }

    #[test]
    fn what_needs_a_stage_is_an_error_only_where_none_is_chosen() {
        let text =
            "stages { a: { names: [\"x\"] }, b: { names: [\"x\", \"y\"] } }\nfor n in stage.names { queue Q[n] {} }\n";
        assert_eq!(said(text, Wanted::Stages), Vec::<String>::new());
        assert_eq!(said(text, Wanted::Every).len(), 1);
    }

    #[test]
    fn a_parameter_is_unused_where_no_stage_uses_it() {
        let head = "param one: string\nparam two: string\nstages { a: {}, b: {} }\n";
        let one = format!("{head}if stage.name == \"a\" {{ queue Q {{ name: one }} }}\n");
        for wanted in [Wanted::Stages, Wanted::Every] {
            assert_eq!(said(&one, wanted), ["unused-parameter "]);
        }
    }
}
