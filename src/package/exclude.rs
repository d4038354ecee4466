//! Which files of a code folder stay out of its zip: patterns in the manner of `.gitignore`, the last one that matches wins.

use super::PackError;
use crate::files::Kind;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// What no function needs at run time. A pattern of the user's that begins with `!` takes one back.
pub const DEFAULT_EXCLUDES: &[&str] = &[
    ".git/",
    ".gitignore",
    ".DS_Store",
    "__pycache__/",
    "*.pyc",
    ".pytest_cache/",
    ".mypy_cache/",
    ".venv/",
    "venv/",
    "node_modules/.cache/",
    "*.sls",
    ".idea/",
    ".vscode/",
    "Thumbs.db",
    ".env",
    ".env.*",
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    Included,
    Excluded,
}

/// The rule that decided about a folder, so that its content can inherit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decision {
    pub verdict: Verdict,
    rule: Option<usize>,
}

impl Decision {
    pub const START: Decision = Decision { verdict: Verdict::Included, rule: None };
}

struct Rule {
    text: String,
    verdict: Verdict,
    applies: Applies,
    used: bool,
}

#[derive(PartialEq, Eq)]
enum Applies {
    All,
    Folders,
}

pub(super) struct Excludes {
    rules: Vec<Rule>,
    set: GlobSet,
    found: Vec<usize>,
    /// Where the last `!` stands: a folder that a later rule excludes need not be looked into.
    last_include: Option<usize>,
}

impl Excludes {
    pub fn new(patterns: &[String]) -> Result<Self, PackError> {
        let mut set = GlobSetBuilder::new();
        let mut rules = Vec::new();
        for text in DEFAULT_EXCLUDES.iter().copied().chain(patterns.iter().map(String::as_str)) {
            let reason = |e: globset::Error| PackError::Pattern { pattern: text.into(), reason: e.kind().to_string() };
            let (rule, glob) = parse(text);
            set.add(GlobBuilder::new(&glob).literal_separator(true).backslash_escape(true).build().map_err(reason)?);
            rules.push(rule);
        }
        let all = patterns.join(" ");
        let set = set.build().map_err(|e| PackError::Pattern { pattern: all, reason: e.kind().to_string() })?;
        let last_include = rules.iter().rposition(|r| r.verdict == Verdict::Included);
        Ok(Excludes { rules, set, found: Vec::new(), last_include })
    }

    /// What happens to `path`, below a folder about which `above` was decided.
    pub fn decide(&mut self, path: &str, kind: Kind, above: Decision) -> Decision {
        self.set.matches_into(path, &mut self.found);
        let mut decision = above;
        for &index in &self.found {
            let rule = &mut self.rules[index];
            if rule.applies == Applies::Folders && kind == Kind::File {
                continue;
            }
            rule.used = true;
            if decision.rule.is_none_or(|before| index >= before) {
                decision = Decision { verdict: rule.verdict, rule: Some(index) };
            }
        }
        decision
    }

    /// Whether anything below a folder may still be packed.
    pub fn enters(&self, decision: Decision) -> bool {
        decision.verdict == Verdict::Included || self.last_include > decision.rule
    }

    /// The user's patterns that matched nothing, but for those that say what is excluded anyway.
    pub fn unused(&self) -> Vec<String> {
        let users = self.rules.iter().skip(DEFAULT_EXCLUDES.len());
        let unused = users.filter(|r| !r.used && !DEFAULT_EXCLUDES.iter().any(|d| core(d) == core(&r.text)));
        unused.map(|r| r.text.clone()).collect()
    }
}

/// A pattern without what does not change what it names.
fn core(pattern: &str) -> &str {
    let start = pattern.trim_start_matches("**/");
    start.trim_end_matches("/**").trim_end_matches("/*").trim_end_matches('/')
}

/// As in `.gitignore`: a `/` at the end means folders, one elsewhere ties the pattern to the top.
fn parse(text: &str) -> (Rule, String) {
    let (verdict, rest) = match text.strip_prefix('!') {
        Some(rest) => (Verdict::Included, rest),
        None => (Verdict::Excluded, text),
    };
    let rest = rest.strip_prefix("./").map_or_else(|| rest.to_string(), |r| format!("/{r}"));
    let (rest, applies) = match rest.strip_suffix('/') {
        Some(rest) => (rest.to_string(), Applies::Folders),
        None => (rest, Applies::All),
    };
    let glob = match rest.strip_prefix('/') {
        Some(top) => top.to_string(),
        None if rest.contains('/') => rest,
        None => format!("**/{rest}"),
    };
    (Rule { text: text.to_string(), verdict, applies, used: false }, glob)
}
