//! The reference, from the same tables that the compiler checks with: pages by word, and the files of `docs/reference`.

pub mod compact;
mod construct;
pub mod files;
mod forms;
mod properties;
pub mod resource_type;
mod words;

use crate::constructs;
use crate::schema::elsewhere;
use std::sync::LazyLock;

pub use properties::{property_doc, type_words};
pub use words::TYPES;

/// What is to be known of one word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// What `slsc reference` takes.
    pub word: String,
    pub group: Group,
    /// One line.
    pub summary: String,
    /// Markdown, without a heading.
    pub text: String,
}

/// What sort of word it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    Form,
    Construct,
    Trigger,
    Function,
    Type,
    Decorator,
    Value,
    Unit,
    Setting,
    Constraint,
    Property,
    Block,
    Attribute,
    Verb,
    Diagnostic,
}

impl Group {
    pub fn noun(self) -> &'static str {
        match self {
            Group::Form => "form",
            Group::Construct => "construct",
            Group::Trigger => "trigger",
            Group::Function => "function",
            Group::Type => "type",
            Group::Decorator => "decorator",
            Group::Value => "value",
            Group::Unit => "unit",
            Group::Setting => "setting of the stack",
            Group::Constraint => "constraint of a parameter",
            Group::Property => "property",
            Group::Block => "block",
            Group::Attribute => "attribute",
            Group::Verb => "verb",
            Group::Diagnostic => "diagnostic",
        }
    }

    /// Whether its words stand on the pages of constructs: an index lists them without a line for each.
    pub fn is_inner(self) -> bool {
        matches!(self, Group::Property | Group::Block | Group::Attribute | Group::Verb)
    }
}

/// Every page, in the order in which the reference has them. A word of several groups has several.
pub fn pages() -> Vec<Page> {
    let mut pages = forms::pages();
    pages.extend(constructs::ALL.iter().map(|c| construct::page(c)));
    pages.extend(construct::triggers_by_kind());
    pages.extend(words::pages());
    pages.extend(properties::pages());
    pages.extend(words::diagnostics());
    pages
}

/// The page of a word, from all pages made once.
pub fn find(word: &str, group: Group) -> Option<&'static Page> {
    static PAGES: LazyLock<Vec<Page>> = LazyLock::new(pages);
    PAGES.iter().find(|page| page.word == word && page.group == group)
}

/// The pages of what is asked for: those of the word itself, or of the one that says the same, or else those whose words, or
/// whose texts, have it.
pub fn search(query: &str) -> Vec<Page> {
    let query = query.trim().to_lowercase();
    let last = query.rsplit('.').next().unwrap_or(&query);
    let words: Vec<&str> = query.split_whitespace().collect();
    let text_has = |page: &Page| {
        let text = format!("{} {} {}", page.word, page.summary, page.text).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let is = |page: &Page| [query.as_str(), last].contains(&page.word.trim_start_matches('@').to_lowercase().as_str());
    let elsewhere = elsewhere::any(&query, constructs::ALL);
    let meant = |page: &Page| elsewhere.is_some_and(|word| page.word == word);
    let holds = |page: &Page| page.word.to_lowercase().contains(&query);
    let tests: [&dyn Fn(&Page) -> bool; 4] = [&is, &meant, &holds, &text_has];
    let all = pages();
    let found = tests.iter().map(|test| all.iter().filter(|page| test(page)).cloned().collect::<Vec<_>>());
    found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// A sentence: its first letter large, a full stop at its end.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let end = if text.is_empty() || text.ends_with(['.', '!', '?', ':']) { "" } else { "." };
    format!("{first}{}{end}", chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_says_something() {
        let pages = pages();
        for page in &pages {
            assert!(!page.word.is_empty() && !page.summary.is_empty() && !page.text.is_empty(), "{page:?}");
            assert!(!page.summary.contains('\n'), "{page:?}");
        }
        let mut seen: Vec<(&str, Group)> = Vec::new();
        for page in &pages {
            assert!(!seen.contains(&(page.word.as_str(), page.group)), "{} {:?} twice", page.word, page.group);
            seen.push((&page.word, page.group));
        }
    }

    #[test]
    fn every_statement_has_a_form() {
        let pages = forms::pages();
        for word in crate::eval::expand::STATEMENTS {
            assert!(pages.iter().any(|p| p.word == word), "`{word}` is missing in the table of forms");
        }
    }
}
