//! How loud each rule is: its own level, what the stack says, what the command line says.

use super::{Level, Rule, find, rules};
use crate::Options;
use crate::diagnostic::{Diagnostic, Report, codes, nearest};
use crate::model::Stack;
use crate::schema::{Word, word};
use rustc_hash::FxHashMap;

/// The words for levels, in the `lint` of a stack.
pub static WORDS: &[Word] = &[
    word("off", "it is not run"),
    word("hint", "it gives notes"),
    word("warn", "it gives warnings"),
    word("deny", "it gives errors, and nothing is built"),
];

/// All rules at once, on the command line and in `lint`.
pub const ALL: &str = "all";

/// The level of a rule, or of all of them, as the command line gives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting {
    /// A rule's name, or `all`.
    pub rule: String,
    pub level: Level,
}

/// The levels of one run.
pub struct Levels(FxHashMap<&'static str, Level>);

impl Levels {
    /// Later settings beat earlier ones, and the command line beats the stack. `all` changes only what is not off.
    pub fn from(stack: &Stack, options: &Options) -> Self {
        let mut levels = Levels(rules::ALL.iter().map(|rule| (rule.name(), rule.level)).collect());
        let lint = stack.settings.get("lint").and_then(|v| v.as_map()).map(|m| m.0.as_slice()).unwrap_or_default();
        for (key, value) in lint {
            if let Some(level) = value.as_str().and_then(Level::find) {
                levels.set(&key.text, level);
            }
        }
        for setting in &options.levels {
            levels.set(&setting.rule, setting.level);
        }
        levels
    }

    fn set(&mut self, rule: &str, level: Level) {
        if rule == ALL {
            self.0.values_mut().filter(|have| **have != Level::Off).for_each(|have| *have = level);
        } else if let Some(have) = self.0.get_mut(rule) {
            *have = level;
        }
    }

    pub fn of(&self, rule: &Rule) -> Level {
        self.0.get(rule.name()).copied().unwrap_or(Level::Off)
    }
}

/// Reports names in `lint` that no rule has.
pub fn check(stack: &Stack, report: &mut Report) {
    let Some(lint) = stack.settings.get("lint").and_then(|v| v.as_map()) else { return };
    for (key, _) in lint.0.iter().filter(|(key, _)| key.text != ALL && find(&key.text).is_none()) {
        report.add(unknown(&key.text, key.span, |near| format!("\"{near}\"")));
    }
}

/// The error for a rule that there is none of; `written` is how its right name stands in the source.
pub fn unknown(name: &str, span: crate::source::Span, written: impl Fn(&str) -> String) -> Diagnostic {
    let diagnostic = Diagnostic::error(&codes::UNKNOWN_RULE, span, format!("there is no rule `{name}`"));
    match near(name) {
        Some(near) => diagnostic.fix(format!("use `{near}`"), span, written(near)),
        None => diagnostic.help("`slsc rules` lists all rules"),
    }
}

fn near(name: &str) -> Option<&'static str> {
    nearest(&name.replace('_', "-"), rules::ALL.iter().map(|rule| rule.name()))
}

/// The first name among the command line's settings that no rule has, with the nearest one that there is.
pub fn check_names(settings: &[Setting]) -> Result<(), (String, Option<&'static str>)> {
    match settings.iter().find(|s| s.rule != ALL && find(&s.rule).is_none()) {
        Some(setting) => Err((setting.rule.clone(), near(&setting.rule))),
        None => Ok(()),
    }
}
