//! Lint rules: what fails, leaks, loops or costs in production, though it compiles. They see the whole stack: its
//! declarations, its template, and how one thing leads to another. A rule is a file in `rules/`.

pub(crate) mod allow;
mod apis;
mod body;
mod chains;
mod common;
mod cx;
pub mod docs;
mod flow;
mod levels;
mod look;
mod machines;
mod named;
#[cfg(feature = "cli")]
pub mod permissions;
mod policy;
pub mod rules;
mod sdk;
mod uses;
mod whole;

pub use cx::Cx;
pub use levels::{ALL as ALL_RULES, Setting, WORDS as LEVELS, check_names};
pub use whole::whole;

use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use crate::source::Span;
use allow::Allows;
use levels::Levels;

/// What a rule looks after.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    Correctness,
    Security,
    Reliability,
    Cost,
    Performance,
    Style,
}

impl Group {
    pub const ALL: [Group; 6] =
        [Group::Correctness, Group::Security, Group::Reliability, Group::Cost, Group::Performance, Group::Style];

    pub fn word(self) -> &'static str {
        match self {
            Group::Correctness => "correctness",
            Group::Security => "security",
            Group::Reliability => "reliability",
            Group::Cost => "cost",
            Group::Performance => "performance",
            Group::Style => "style",
        }
    }
}

/// How loud a rule is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    Off,
    /// A note: worth knowing, and often right as it is.
    Hint,
    Warn,
    /// An error: nothing is built.
    Deny,
}

impl Level {
    pub const ALL: [Level; 4] = [Level::Off, Level::Hint, Level::Warn, Level::Deny];

    pub fn word(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Hint => "hint",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }

    pub fn find(word: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.word() == word)
    }

    /// As SARIF calls it.
    pub fn sarif(self) -> &'static str {
        match self {
            Level::Off => "none",
            Level::Hint => "note",
            Level::Warn => "warning",
            Level::Deny => "error",
        }
    }

    fn severity(self) -> Severity {
        match self {
            Level::Off | Level::Hint => Severity::Note,
            Level::Warn => Severity::Warning,
            Level::Deny => Severity::Error,
        }
    }
}

/// Of which forms of a stack with stages a finding must be true.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// It is true where one stage has it.
    AnyStage,
    /// It is true only if every stage has it: what one stage uses is used.
    EveryStage,
}

/// A rule with all that is to be known of it.
pub struct Rule {
    /// Its name, and its documentation as `slsc explain` prints it.
    pub code: Code,
    pub group: Group,
    /// Its level where nothing else is said.
    pub level: Level,
    pub reach: Reach,
    /// A sentence.
    pub what: &'static str,
    pub why: &'static str,
    /// Source that has it: a case of the tests.
    pub bad: &'static str,
    /// The same without it.
    pub good: &'static str,
    /// Where the fact is from, and the date on which it was read there.
    pub source: &'static str,
    pub check: fn(&Cx, &mut Findings),
}

impl Rule {
    pub fn name(&self) -> &'static str {
        self.code.name
    }

    /// A finding; its severity is set by the rule's level in the end.
    pub fn at(&'static self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(&self.code, span, message)
    }
}

/// The rule of this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    rules::ALL.iter().copied().find(|rule| rule.name() == name)
}

/// One thing that a rule found, and the declaration whose `@allow` may silence it wherever the place is.
struct Finding {
    owner: Option<usize>,
    diagnostic: Diagnostic,
}

/// What the rules found.
#[derive(Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a finding at a declaration, by its index in the model, or at none.
    pub fn say(&mut self, owner: Option<usize>, diagnostic: Diagnostic) {
        self.0.push(Finding { owner, diagnostic });
    }
}

/// What came of the rules: what is to be said, and what only if every stage says it.
#[derive(Default)]
pub struct Linted {
    pub said: Vec<Diagnostic>,
    pub everywhere: Vec<Diagnostic>,
}

/// Whether a finding is true only if every stage has it.
pub fn is_of_every_stage(diagnostic: &Diagnostic) -> bool {
    find(diagnostic.code.name).is_some_and(|rule| rule.reach == Reach::EveryStage)
}

/// Runs the rules over a stack without errors. A rule that is off costs nothing.
pub fn run(cx: &Cx, report: &mut Report) -> Linted {
    let levels = Levels::from(cx.stack, cx.options);
    let mut allows = Allows::collect(cx.units);
    let mut findings = Findings::default();
    let mut linted = Linted::default();
    for rule in rules::ALL.iter().filter(|rule| levels.of(rule) != Level::Off) {
        (rule.check)(cx, &mut findings);
    }
    for finding in findings.0 {
        if !allows.silences(&finding, cx) {
            linted.put(finding.diagnostic, &levels);
        }
    }
    for unused in allows.unused(&levels, cx.sources) {
        linted.put(unused, &levels);
    }
    let one_of_several = !cx.stack.all_stages.is_empty() && cx.options.stage.is_some();
    if !one_of_several {
        linted.said.append(&mut linted.everywhere.clone());
    }
    linted.said.iter().cloned().for_each(|diagnostic| report.add(diagnostic));
    linted
}

impl Linted {
    fn put(&mut self, mut diagnostic: Diagnostic, levels: &Levels) {
        let Some(rule) = find(diagnostic.code.name) else { return };
        diagnostic.severity = levels.of(rule).severity();
        match rule.reach {
            Reach::AnyStage => self.said.push(diagnostic),
            Reach::EveryStage => self.everywhere.push(diagnostic),
        }
    }
}

/// Reports what is wrong with `@allow` and `lint` themselves; it is so whether the rules run or not.
pub fn check(units: &[crate::load::Unit], stack: &crate::model::Stack, report: &mut Report) {
    Allows::collect(units).check(report);
    levels::check(stack, report);
}

/// A rule as a value: its text is put together from its parts and its two cases.
macro_rules! rule {
    ($name:literal, $group:ident, $level:ident, $reach:ident, $check:path,
     what: $what:literal, why: $why:literal, source: $source:literal $(,)?) => {
        pub static RULE: $crate::lint::Rule = $crate::lint::Rule {
            code: $crate::diagnostic::Code {
                name: $name,
                explanation: concat!(
                    $what,
                    "\n\n",
                    $why,
                    "\n\nFor example:\n\n```sls\n",
                    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lint/", $name, "/bad.sls")),
                    "```\n\nUse instead:\n\n```sls\n",
                    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lint/", $name, "/good.sls")),
                    "```\n\nSource: ",
                    $source,
                    "\n",
                ),
            },
            group: $crate::lint::Group::$group,
            level: $crate::lint::Level::$level,
            reach: $crate::lint::Reach::$reach,
            what: $what,
            why: $why,
            bad: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lint/", $name, "/bad.sls")),
            good: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lint/", $name, "/good.sls")),
            source: $source,
            check: $check,
        };
    };
}
use rule;
