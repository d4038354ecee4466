//! What could not be read: a precise message, with the way out for what people bring along from other languages.

use super::ast::{Expr, ExprKind, MemberKind, SmolStr, StrPart};
use super::build::Builder;
use super::grammar::Node;
use super::pseudo::{self, PSEUDO};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// Where something else was expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Statement,
    AfterStatement,
    Value,
    Element,
    Parameter,
    TypeField,
    InBrackets,
    InHole,
}

impl Place {
    fn expected(self) -> &'static str {
        match self {
            Place::Statement => "a declaration or a property",
            Place::AfterStatement => "a comma or the end of the line",
            Place::Value => "a value",
            Place::Element => "a value",
            Place::Parameter => "the name of a parameter",
            Place::TypeField => "`name: type`",
            Place::InBrackets => "the closing bracket",
            Place::InHole => "`}` after the expression",
        }
    }
}

impl Builder<'_, '_> {
    /// Reports text that no rule could read.
    pub fn junk_text(&mut self, node: &Node, place: Place) -> MemberKind {
        let span = self.span(node);
        let text = &self.text[span.range()];
        if !self.is_silent() && !self.is_broken(span.start() as usize) && !text.starts_with('\0') {
            let diagnostic = self.confusion(span, text, place).unwrap_or_else(|| self.unexpected(span, text, place));
            self.add(diagnostic);
        }
        MemberKind::Junk
    }

    fn unexpected(&self, span: Span, text: &str, place: Place) -> Diagnostic {
        let (_, found) = self.found(span.start() as usize);
        let first = text.chars().next().unwrap_or(' ');
        if first.is_control() || (!first.is_ascii() && !first.is_alphabetic()) {
            let message = format!("the character U+{:04X} cannot stand here", first as u32);
            return Diagnostic::error(&codes::INVALID_CHARACTER, span, message);
        }
        let diagnostic =
            Diagnostic::error(&codes::UNEXPECTED_TEXT, span, format!("expected {}, found {found}", place.expected()));
        match first {
            _ if !first.is_ascii() => diagnostic.help("names have the letters a to z and A to Z, digits and `_`"),
            '+' | '*' | '/' | '<' | '>' | '&' | '|' | '?' | '.' | '%' | '=' if place == Place::Statement => {
                diagnostic.help("an expression goes on in the next line only after an operator, or in brackets `( … )`")
            }
            '|' => diagnostic.help("`||` is the logical or"),
            '[' if text.starts_with("[]") => diagnostic.help("a list of something is `list<string>`"),
            _ => diagnostic,
        }
    }

    /// Habits of other languages.
    fn confusion(&self, span: Span, text: &str, place: Place) -> Option<Diagnostic> {
        let first = self.at(span.start() as usize, span.start() as usize + text.chars().next()?.len_utf8());
        match text.as_bytes()[0] {
            b';' => Some(self.semicolon(span)),
            b',' => {
                let message = "there is nothing before this comma";
                Some(Diagnostic::error(&codes::UNEXPECTED_TEXT, span, message).fix("remove it", span, ""))
            }
            b'}' | b')' | b']' => {
                let message = format!("`{text}` closes nothing");
                Some(Diagnostic::error(&codes::UNEXPECTED_BRACKET, span, message).fix("remove it", span, ""))
            }
            b'#' => {
                let message = "comments begin with `//`, not with `#`";
                Some(Diagnostic::error(&codes::WRONG_COMMENT, span, message).fix("replace `#` by `//`", first, "//"))
            }
            b'-' if text.starts_with("- ") && place == Place::Statement => {
                let message = "lists are written in brackets, not with `-`";
                Some(Diagnostic::error(&codes::UNEXPECTED_TEXT, span, message).help("as in `layers: [a, b]`"))
            }
            b'\'' | b'`' => {
                let message = format!("strings stand in `\"`, not in `{}`", &text[..1]);
                Some(Diagnostic::error(&codes::WRONG_QUOTES, first, message))
            }
            b'$' if text.starts_with("${") && place == Place::Value => {
                let message = "`${…}` stands in strings: elsewhere the expression stands alone";
                let diagnostic = Diagnostic::error(&codes::UNEXPECTED_TEXT, span, message);
                let inner = text[2..].strip_suffix('}').filter(|t| !t.contains(['{', '}', ':']));
                Some(match inner {
                    Some(inner) => diagnostic.fix(format!("replace by `{}`", inner.trim()), span, inner.trim()),
                    None => diagnostic,
                })
            }
            b':' if text.starts_with("::") => self.pseudo_outside(span, text),
            b':' if place == Place::AfterStatement && text[1..].starts_with([' ', '\t']) => {
                self.map_without_bracket(span)
            }
            _ => None,
        }
    }

    /// `logs: retain: 7 days }`: a key where a value was read.
    fn map_without_bracket(&self, span: Span) -> Option<Diagnostic> {
        let before = &self.text[..span.start() as usize];
        let head = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let key = &before[head.len()..];
        let value = head.trim_end_matches([' ', '\t']);
        if key.is_empty() || !value.ends_with(':') || value.ends_with("::") {
            return None;
        }
        let message = format!("expected `{{` before the key `{key}`");
        let diagnostic = Diagnostic::error(&codes::MISSING_PART, self.at(head.len(), before.len()), message);
        Some(diagnostic.fix("insert `{`", self.at(head.len(), head.len()), "{ "))
    }

    fn semicolon(&self, span: Span) -> Diagnostic {
        let rest = self.text[span.end() as usize..].trim_start_matches([' ', '\t', '\r']);
        let at_end = rest.is_empty() || rest.starts_with(['\n', '}', '/']);
        let (title, text) = if at_end { ("remove it", "") } else { ("replace by `,`", ",") };
        let message = "a statement ends with its line, not with `;`";
        Diagnostic::error(&codes::UNEXPECTED_TEXT, span, message).fix(title, span, text)
    }

    /// `AWS::Region` in place of a value: the name `AWS` is read, and the rest is what could not be.
    fn pseudo_outside(&self, span: Span, text: &str) -> Option<Diagnostic> {
        let start = self.text[..span.start() as usize].strip_suffix("AWS")?.len();
        let word = text[2..].find(|c: char| !(c.is_ascii_alphanumeric() || c == ':')).map_or(text.len(), |i| i + 2);
        let whole = self.at(start, span.start() as usize + word);
        let name = &self.text[whole.range()];
        let message = format!("`{name}` is CloudFormation's name");
        let diagnostic = Diagnostic::error(&codes::CLOUDFORMATION_INTERPOLATION, whole, message);
        Some(match pseudo::said(name) {
            Some(ours) => diagnostic.help(format!("write `{ours}`")).fix(format!("replace by `{ours}`"), whole, ours),
            None => diagnostic.help("a type stands after `resource Name:` only"),
        })
    }

    /// A word on its own, as in a line that is still being typed.
    pub fn lone_word(&mut self, span: Span, word: &super::ast::Ident) {
        let end = span.end() as usize;
        let (_, found) = self.found(end);
        let message = format!("expected `:` and a value, or a name and `{{`, after `{}`, found {found}", word.text);
        let diagnostic = Diagnostic::error(&codes::UNEXPECTED_TEXT, span, message);
        let rest = self.text[end..].trim_start_matches([' ', '\t']);
        let value = rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '"' | '['));
        self.add(if value { diagnostic.fix("insert `:`", self.at(end, end), ":") } else { diagnostic });
    }

    pub fn no_separator(&mut self, end: usize, start: usize) {
        if self.is_broken(start) || self.was_missed_before(start) {
            return;
        }
        let (span, found) = self.found(start);
        let message = format!("expected a comma or the end of the line, found {found}");
        let gap = self.at(end, end);
        self.add(Diagnostic::error(&codes::MISSING_SEPARATOR, span, message).fix("insert a comma", gap, ","));
    }

    pub fn wrong_quotes(&mut self, node: &Node) -> ExprKind {
        let span = self.span(node);
        let text = node.as_str();
        let (first, last) = (text.chars().next().unwrap_or('\''), text.chars().last().unwrap_or('\''));
        let inner = &text[first.len_utf8()..text.len() - last.len_utf8()];
        let message = format!("strings stand in `\"`, not in `{first}`");
        let quoted = format!("\"{}\"", inner.replace('"', "\\\""));
        self.add(Diagnostic::error(&codes::WRONG_QUOTES, span, message).fix("replace the quotes", span, quoted));
        ExprKind::Str(vec![StrPart::Text(span, SmolStr::new(inner))])
    }

    /// `!Ref X`, `!GetAtt X.Arn`, `!Sub "…"` as in a CloudFormation template of YAML.
    pub fn cfn_tag(&mut self, node: &Node) -> ExprKind {
        let span = self.span(node);
        let text = &self.text[span.range()];
        let (tag, rest) = text[1..].split_once([' ', '\t']).unwrap_or((&text[1..], ""));
        let rest = rest.trim();
        let message = format!("`!{tag}` is CloudFormation's: it is an expression here");
        let diagnostic = Diagnostic::error(&codes::CLOUDFORMATION_TAG, span, message);
        let plain = rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b':'));
        let ours = match tag {
            "Ref" | "GetAtt" if plain => {
                Some(pseudo::said(rest).unwrap_or_else(|| rest.to_string())).filter(|r| !r.contains(':'))
            }
            "Sub" if rest.starts_with('"') => Some(substituted(rest)),
            _ => None,
        };
        self.add(match (ours, tag) {
            (Some(ours), _) => {
                diagnostic.help(format!("write `{ours}`")).fix(format!("replace by `{ours}`"), span, ours)
            }
            (None, "Ref" | "GetAtt" | "Condition") => {
                diagnostic.help("write the name alone, as in `Jobs` or `Jobs.arn`")
            }
            (None, "Sub") => diagnostic.help("strings interpolate: `\"${Jobs.name}-x\"`"),
            (None, "If") => diagnostic.help("write `condition ? value : other`"),
            (None, "Equals" | "And" | "Or" | "Not") => diagnostic.help("write `a == b`, `a && b`, `a || b`, `!a`"),
            (None, "FindInMap") => diagnostic.help("write `Mapping[a][b]`"),
            (None, _) => diagnostic.help(format!("write the function, as in `{}(…)`", function(tag))),
        });
        match Span::new(self.file, span.end() as usize - rest.len(), span.end() as usize) {
            target if tag == "Ref" && plain && !rest.contains(['.', ':']) => {
                ExprKind::Paren(Box::new(Expr { span: target, kind: ExprKind::Name(SmolStr::new(rest)) }))
            }
            _ => ExprKind::Junk,
        }
    }
}

/// The text of a `!Sub` with what stands here for pseudo parameters.
fn substituted(text: &str) -> String {
    let in_text = PSEUDO.iter().filter(|(word, ..)| !matches!(*word, "no_value" | "notification_arns"));
    in_text.fold(text.to_string(), |text, (word, name, _)| {
        text.replace(&format!("${{{name}}}"), &format!("${{aws.{word}}}"))
    })
}

fn function(tag: &str) -> String {
    match tag {
        "GetAZs" => "azs".into(),
        "ImportValue" => "import".into(),
        _ => tag.to_lowercase(),
    }
}
