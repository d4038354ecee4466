//! Numbers and their units.

use super::ast::ExprKind;
use super::build::Builder;
use super::grammar::Node;
use crate::diagnostic::{Diagnostic, codes};
use crate::quantity::Unit;

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
        let Some(unit) = Unit::meant(word) else {
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
