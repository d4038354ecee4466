//! The functions of the parser: one for each rule. Each reads, and is true, or leaves all as it was, and is false. In `Q` it is
//! quiet: in an atomic rule or ahead of the reading nothing is noted down.

use crate::first::{First, Grammar, unsupported};
use pest_meta::ast::{Expr, Rule, RuleType};
use std::fmt::Write;

pub fn rules(rules: &[Rule]) -> String {
    let grammar = Grammar::new(rules);
    let mut code =
        String::from("#[derive(Clone, Copy, PartialEq, Eq, Debug)]\n#[allow(non_camel_case_types)]\npub enum Rule {\n");
    let noted = rules.iter().filter(|rule| rule.ty != RuleType::Silent);
    noted.for_each(|rule| writeln!(code, "    {},", rule.name).expect("a text grows"));
    code.push_str("}\n");
    for Rule { name, ty, expr } in rules {
        let body = match ty {
            RuleType::Silent => grammar.code(expr, "Q"),
            RuleType::Normal => noted_as(name, &grammar.code(expr, "Q")),
            RuleType::Atomic => noted_as(name, &grammar.code(expr, "true")),
            other => panic!("the grammar has what its compiler does not know: {name} is {other:?}"),
        };
        write!(code, "\npub fn {name}<const Q: bool>(s: &mut State) -> bool {{\n    {body}\n}}\n")
            .expect("a text grows");
    }
    code
}

fn noted_as(name: &str, body: &str) -> String {
    format!("let opened = s.open::<Q>(Rule::{name});\n    let read = {body};\n    s.close::<Q>(opened, read)")
}

impl Grammar<'_> {
    fn code(&self, expr: &Expr, quiet: &str) -> String {
        if let Some(class) = self.class(expr) {
            return format!("({} && s.step())", next_in(&class));
        }
        match expr {
            Expr::Str(text) => format!("s.word(b\"{}\")", text.as_bytes().escape_ascii()),
            Expr::Ident(name) => match name.as_str() {
                "ANY" => "s.any()".into(),
                "EOI" => "s.is_end()".into(),
                name => format!("{name}::<{quiet}>(s)"),
            },
            Expr::PosPred(inner) => self.ahead(inner),
            Expr::NegPred(inner) => format!("!{}", self.ahead(inner)),
            Expr::Seq(..) => self.sequence(&flat(expr), quiet),
            Expr::Choice(..) => {
                let choices: Vec<String> = flat(expr).into_iter().map(|choice| self.guarded(choice, quiet)).collect();
                format!("({})", choices.join(" || "))
            }
            Expr::Opt(inner) => format!("{{ _ = {}; true }}", self.guarded(inner, quiet)),
            Expr::Rep(inner) => match self.run(inner) {
                Some(bytes) => run_of(&bytes),
                None => format!("{{ while {} {{}} true }}", self.guarded(inner, quiet)),
            },
            Expr::RepOnce(inner) => match self.run(inner) {
                Some(bytes) => format!("({} && {})", next_in(&bytes), run_of(&bytes)),
                None => {
                    format!("({} && {{ while {} {{}} true }})", self.code(inner, quiet), self.guarded(inner, quiet))
                }
            },
            other => unsupported(other),
        }
    }

    /// Tries it only where the next byte allows.
    fn guarded(&self, expr: &Expr, quiet: &str) -> String {
        let First { bytes, nothing } = self.first(expr);
        let code = self.code(expr, quiet);
        if nothing || self.class(expr).is_some() { code } else { format!("({} && {code})", next_in(&bytes)) }
    }

    fn ahead(&self, expr: &Expr) -> String {
        match self.class(expr) {
            Some(class) => next_in(&class),
            None if self.first(expr).nothing => format!("s.ahead(|s| {})", self.code(expr, "true")),
            None => format!("({} && s.ahead(|s| {}))", next_in(&self.first(expr).bytes), self.code(expr, "true")),
        }
    }

    fn sequence(&self, parts: &[&Expr], quiet: &str) -> String {
        let code: Vec<String> = parts.iter().map(|part| self.code(part, quiet)).collect();
        let code = code.join(" && ");
        let last = parts.iter().rposition(|part| self.can_fail(part)).unwrap_or(0);
        let moves = |part: &&Expr| !matches!(part, Expr::PosPred(_) | Expr::NegPred(_));
        if parts[..last].iter().any(moves) {
            format!("{{ let mark = s.mark(); ({code}) || s.back(mark) }}")
        } else {
            format!("({code})")
        }
    }
}

/// Goes past all that is of these bytes.
fn run_of(bytes: &[bool; 256]) -> String {
    format!("{{ static IN: [bool; 256] = {bytes:?}; s.run(&IN) }}")
}

/// The parts of a row of sequences, or of choices.
fn flat(expr: &Expr) -> Vec<&Expr> {
    let (left, right) = match expr {
        Expr::Seq(left, right) | Expr::Choice(left, right) => (left, right),
        _ => return vec![expr],
    };
    let same = |part: &Expr| std::mem::discriminant(part) == std::mem::discriminant(expr);
    [left, right].into_iter().flat_map(|part| if same(part) { flat(part) } else { vec![&**part] }).collect()
}

/// Whether the next byte is one of these.
fn next_in(bytes: &[bool; 256]) -> String {
    if bytes.iter().all(|is_in| *is_in) {
        return "!s.is_end()".into();
    }
    let starts = (0..256).filter(|b| bytes[*b] && (*b == 0 || !bytes[b - 1]));
    let ranges: Vec<String> = starts
        .map(|start| match (start..256).take_while(|b| bytes[*b]).last().unwrap_or(start) {
            end if end == start => start.to_string(),
            end => format!("{start}..={end}"),
        })
        .collect();
    format!("matches!(s.peek(), Some({}))", ranges.join(" | "))
}
