//! A stack in each of its stages: every form is compiled, and what several of them have to say is said once.

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::eval::describe::list_words;
use crate::files::Files;
use crate::lint::is_of_every_stage;
use crate::load::{Loaded, load};
use crate::source::Span;
use crate::{Compilation, Expand, Input, Options, compile_loaded};
use rustc_hash::FxHashMap;

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
    let compile = |options: &Options| compile_loaded(files, input, loaded.clone(), report.clone(), options);
    let plain = compile(options);
    let names = if options.stage.is_some() { &[] } else { plain.stages.as_slice() };
    let one = |name: &String| {
        let options = Options { stage: Some(name.clone()), expand: Expand::No, ..options.clone() };
        (name.clone(), compile(&options))
    };
    let stages = names.iter().map(one).collect();
    All { plain, stages }
}

type Key<'a> = (&'static str, Span, &'a str);

fn key(diagnostic: &Diagnostic) -> Key<'_> {
    (diagnostic.code.name, diagnostic.span, &diagnostic.message)
}

impl All {
    /// What the forms have to say, each thing once and by file and place. What not every stage says names those that do.
    pub fn diagnostics(&self, wanted: Wanted) -> Vec<Diagnostic> {
        if self.stages.is_empty() {
            return self.plain.diagnostics.clone();
        }
        let mut found: Vec<(&Diagnostic, Vec<&str>)> = Vec::new();
        let mut places: FxHashMap<Key, usize> = FxHashMap::default();
        for (stage, compilation) in &self.stages {
            for diagnostic in compilation.diagnostics.iter().chain(&compilation.everywhere) {
                let place = *places.entry(key(diagnostic)).or_insert(found.len());
                if place == found.len() {
                    found.push((diagnostic, Vec::new()));
                }
                found[place].1.push(stage);
            }
        }
        // what one stage uses is used
        found.retain(|(d, stages)| !is_of_every_stage(d) || stages.len() == self.stages.len());
        let mut all: Vec<Diagnostic> = found.iter().map(|(d, stages)| self.in_stages(d, stages)).collect();
        if wanted == Wanted::Every {
            // without a stage, a value of the stage is wrong where `stages` gives it; with one, where it is used
            let said =
                |d: &Diagnostic| found.iter().any(|(other, _)| (other.code, &other.message) == (d.code, &d.message));
            let own: Vec<Diagnostic> = self.plain.diagnostics.iter().filter(|d| !said(d)).map(without_stage).collect();
            all.extend(own);
        }
        all.sort_by_key(|d| (d.span.file, d.span.start, d.span.end, d.severity));
        all
    }

    fn in_stages(&self, diagnostic: &Diagnostic, stages: &[&str]) -> Diagnostic {
        let diagnostic = diagnostic.clone();
        if stages.len() >= self.stages.len() {
            return diagnostic;
        }
        let noun = if stages.len() == 1 { "stage" } else { "stages" };
        let place = format!("in the {noun} {}", list_words(stages));
        let label = diagnostic.label.as_ref().map_or(place.clone(), |label| format!("{label} ({place})"));
        diagnostic.at(label)
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
