//! The reference, from the same tables that the compiler checks with: one page a word.

use crate::diagnostic::codes;
use crate::quantity::{Measure, Unit};

/// What is to be known of one word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// What `slsc reference` takes.
    pub word: String,
    /// What sort of word it is: `construct`, `unit`, `diagnostic` …
    pub group: &'static str,
    /// One line.
    pub summary: String,
    /// Markdown.
    pub text: String,
}

/// Every page, in the order in which the reference has them.
pub fn pages() -> Vec<Page> {
    let units = Unit::ALL.into_iter().map(unit);
    let codes = codes::ALL.iter().map(|code| Page {
        word: code.name.to_string(),
        group: "diagnostic",
        summary: code.summary(),
        text: code.text(),
    });
    units.chain(codes).collect()
}

fn unit(unit: Unit) -> Page {
    let base = match unit.measure() {
        Measure::Duration => "milliseconds",
        Measure::Size => "bytes",
        Measure::Vcpu => "vCPUs",
        Measure::Percent => "percent",
    };
    let summary = format!("{}: 1 {} is {} {base}", unit.measure().noun(), unit.word(), unit.factor());
    let text = format!("A {summary}. Write it behind a number, with or without a space: `3 {}`.", unit.word());
    Page { word: unit.word().to_string(), group: "unit", summary, text }
}
