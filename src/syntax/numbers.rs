//! Numbers and their units.

use super::ast::ExprKind;
use super::build::Builder;
use super::grammar::Node;
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::quantity::Unit;

/// What people write for a unit elsewhere.
const ELSEWHERE: &[(&str, Unit)] = &[
    ("millis", Unit::Ms),
    ("millisecond", Unit::Ms),
    ("milliseconds", Unit::Ms),
    ("sec", Unit::S),
    ("secs", Unit::S),
    ("second", Unit::S),
    ("seconds", Unit::S),
    ("m", Unit::Min),
    ("mins", Unit::Min),
    ("minute", Unit::Min),
    ("minutes", Unit::Min),
    ("hr", Unit::H),
    ("hrs", Unit::H),
    ("hour", Unit::H),
    ("hours", Unit::H),
    ("d", Unit::Days),
    ("byte", Unit::B),
    ("bytes", Unit::B),
    ("b", Unit::B),
    ("k", Unit::Kb),
    ("kib", Unit::Kb),
    ("mib", Unit::Mb),
    ("mi", Unit::Mb),
    ("gib", Unit::Gb),
    ("gi", Unit::Gb),
    ("g", Unit::Gb),
    ("tib", Unit::Tb),
    ("cpu", Unit::Vcpu),
    ("cpus", Unit::Vcpu),
    ("vcpus", Unit::Vcpu),
    ("percent", Unit::Percent),
];

fn meant(word: &str) -> Option<Unit> {
    let lower = word.to_ascii_lowercase();
    let same = Unit::ALL.into_iter().find(|u| u.word().eq_ignore_ascii_case(word));
    let elsewhere = || ELSEWHERE.iter().find(|(w, _)| *w == lower).map(|(_, unit)| *unit);
    let near = || nearest(word, Unit::ALL.iter().map(|u| u.word())).and_then(Unit::from_word);
    same.or_else(elsewhere).or_else(near)
}

impl Builder<'_, '_> {
    pub fn number(&mut self, node: &Node) -> ExprKind {
        let text = node.as_str();
        let width = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'_' | b'.')).count();
        let (digits, unit) = (text[..width].replace('_', ""), text[width..].trim_start());
        // a comment may stand between a number and its unit
        let unit = unit.rsplit(|c: char| c == '/' || c.is_whitespace()).next().unwrap_or(unit);
        if unit.is_empty() {
            return self.bare(node, &digits);
        }
        let amount = digits.parse::<f64>().unwrap_or(0.0);
        match Unit::from_word(unit) {
            Some(unit) => ExprKind::Quantity(amount, unit),
            None => self.unknown_unit(node, width, unit, amount),
        }
    }

    fn bare(&mut self, node: &Node, digits: &str) -> ExprKind {
        if digits.contains('.') {
            return ExprKind::Float(digits.parse().unwrap_or(0.0));
        }
        match digits.parse() {
            Ok(number) => ExprKind::Int(number),
            Err(_) => {
                let span = self.span(node);
                let message = format!("the number is larger than {}", i64::MAX);
                self.add(
                    Diagnostic::error(&codes::INVALID_NUMBER, span, message)
                        .help("put an identifier of digits in quotes"),
                );
                ExprKind::Junk
            }
        }
    }

    fn unknown_unit(&mut self, node: &Node, width: usize, word: &str, amount: f64) -> ExprKind {
        let span = self.span(node);
        let unit_span = self.at(span.end() as usize - word.len(), span.end() as usize);
        let diagnostic = Diagnostic::error(&codes::UNKNOWN_UNIT, unit_span, format!("unknown unit `{word}`"));
        let Some(unit) = meant(word) else {
            self.add(diagnostic.help("units are `ms s min h days`, `B KB MB GB TB`, `vCPU` and `%`"));
            return ExprKind::Junk;
        };
        let name = unit.word();
        let whole = self.at(span.start() as usize + width, span.end() as usize);
        let text = if unit == Unit::Percent { name.to_string() } else { format!(" {name}") };
        let diagnostic = diagnostic.help(format!("did you mean `{name}`?"));
        self.add(diagnostic.fix(format!("replace by `{name}`"), whole, text));
        ExprKind::Quantity(amount, unit)
    }
}
