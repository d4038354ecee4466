//! What an expression of the grammar can begin with, and whether it can fail.

use pest_meta::ast::{Expr, Rule, RuleType};
use std::collections::HashMap;

/// The bytes that a match can begin with.
#[derive(Clone, Copy, PartialEq)]
pub struct First {
    pub bytes: [bool; 256],
    /// It can match without any: the bytes say nothing then.
    pub nothing: bool,
}

impl First {
    const NONE: First = First { bytes: [false; 256], nothing: false };
    const NOTHING: First = First { bytes: [false; 256], nothing: true };
    const ANY: First = First { bytes: [true; 256], nothing: false };

    fn byte(byte: u8) -> First {
        let mut first = First::NONE;
        first.bytes[usize::from(byte)] = true;
        first
    }

    fn or(mut self, other: First) -> First {
        self.bytes.iter_mut().zip(other.bytes).for_each(|(byte, other)| *byte |= other);
        self.nothing |= other.nothing;
        self
    }

    fn then(self, next: First) -> First {
        if self.nothing { First { nothing: next.nothing, ..self.or(next) } } else { self }
    }
}

pub struct Grammar<'g> {
    rules: HashMap<&'g str, &'g Rule>,
    first: HashMap<&'g str, First>,
}

impl<'g> Grammar<'g> {
    pub fn new(rules: &'g [Rule]) -> Self {
        let first = rules.iter().map(|rule| (rule.name.as_str(), First::NONE)).collect();
        let mut grammar = Grammar { rules: rules.iter().map(|rule| (rule.name.as_str(), rule)).collect(), first };
        // rules name each other: until nothing is new
        loop {
            let next = rules.iter().map(|rule| (rule.name.as_str(), grammar.first(&rule.expr))).collect();
            if grammar.first == next {
                return grammar;
            }
            grammar.first = next;
        }
    }

    pub fn first(&self, expr: &Expr) -> First {
        match expr {
            Expr::Str(text) => text.bytes().next().map_or(First::NOTHING, First::byte),
            Expr::Range(..) => (0..=255).filter(|b| in_range(expr, *b)).map(First::byte).fold(First::NONE, First::or),
            Expr::Ident(name) => match name.as_str() {
                "ANY" => First::ANY,
                "EOI" => First::NOTHING,
                name => self.first[name],
            },
            Expr::PosPred(_) | Expr::NegPred(_) => First::NOTHING,
            Expr::Seq(left, right) => self.first(left).then(self.first(right)),
            Expr::Choice(left, right) => self.first(left).or(self.first(right)),
            Expr::Opt(inner) | Expr::Rep(inner) => First { nothing: true, ..self.first(inner) },
            Expr::RepOnce(inner) => self.first(inner),
            other => unsupported(other),
        }
    }

    /// The bytes of which the expression matches one, if that is all it does.
    pub fn class(&self, expr: &Expr) -> Option<[bool; 256]> {
        match expr {
            Expr::Str(text) if text.len() == 1 => Some(self.first(expr).bytes),
            Expr::Range(..) => Some(self.first(expr).bytes),
            Expr::Choice(left, right) => {
                self.class(left)?;
                self.class(right)?;
                Some(self.first(expr).bytes)
            }
            Expr::Ident(name) => {
                let rule = self.rules.get(name.as_str()).filter(|rule| rule.ty == RuleType::Silent)?;
                self.class(&rule.expr)
            }
            _ => None,
        }
    }

    /// The bytes that a repetition of the expression goes past one by one, if that is all it does. A character of several
    /// bytes is of none of those that are ruled out.
    pub fn run(&self, expr: &Expr) -> Option<[bool; 256]> {
        let Expr::Seq(left, right) = expr else { return self.class(expr) };
        let (Expr::NegPred(out), Expr::Ident(any)) = (&**left, &**right) else { return None };
        let out = self.class(out).filter(|out| any == "ANY" && out[128..].iter().all(|is_out| !is_out))?;
        Some(out.map(|is_out| !is_out))
    }

    pub fn can_fail(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Opt(_) | Expr::Rep(_) => false,
            Expr::Seq(left, right) => self.can_fail(left) || self.can_fail(right),
            Expr::Choice(left, right) => self.can_fail(left) && self.can_fail(right),
            Expr::Ident(name) => match self.rules.get(name.as_str()) {
                // a rule that can match without a byte may be one of those that always do; one that cannot, fails at the end
                Some(rule) if self.first[name.as_str()].nothing => self.can_fail(&rule.expr),
                _ => true,
            },
            _ => true,
        }
    }
}

fn in_range(range: &Expr, byte: u8) -> bool {
    let Expr::Range(from, to) = range else { return false };
    let (Ok([from]), Ok([to])) = (<[u8; 1]>::try_from(from.as_bytes()), <[u8; 1]>::try_from(to.as_bytes())) else {
        unsupported(range)
    };
    (from..=to).contains(&byte)
}

pub fn unsupported(expr: &Expr) -> ! {
    panic!("the grammar has what its compiler does not know: {expr:?}")
}
