//! Strings of all forms: escapes are resolved, interpolations become expressions, common indentation goes.

use super::ast::{Expr, ExprKind, Ident, SmolStr, StrPart};
use super::build::Builder;
use super::exprs::NextExpr;
use super::grammar::{Node, Rule};
use super::junk::Place;
use super::pseudo;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// The parts of a string while they are gathered: neighbouring texts become one.
#[derive(Default)]
struct Parts {
    done: Vec<StrPart>,
    text: String,
    span: Option<Span>,
}

impl Parts {
    fn text(&mut self, span: Span, text: &str) {
        self.text.push_str(text);
        self.span = Some(self.span.map_or(span, |s| s.to(span)));
    }

    fn expr(&mut self, expr: Expr) {
        self.flush();
        self.done.push(StrPart::Expr(expr));
    }

    fn flush(&mut self) {
        if let Some(span) = self.span.take()
            && !self.text.is_empty()
        {
            self.done.push(StrPart::Text(span, SmolStr::new(&self.text)));
            self.text.clear();
        }
    }

    fn finish(mut self) -> Vec<StrPart> {
        self.flush();
        self.done
    }
}

impl Builder<'_, '_> {
    pub fn string(&mut self, node: Node) -> Vec<StrPart> {
        let start = node.start();
        match node.as_rule() {
            Rule::plain => self.whole(start + 1, &node.as_str()[1..node.as_str().len() - 1]),
            Rule::raw => {
                let text = node.as_str();
                let hashes = text.bytes().take_while(|b| *b == b'#').count();
                let body = &text[hashes + 1..];
                let closer = format!("\"{}", "#".repeat(hashes));
                self.whole(start + hashes + 1, body.strip_suffix(&closer).unwrap_or(body))
            }
            Rule::multi => self.multi(node),
            _ => {
                let mut parts = Parts::default();
                for part in node.into_inner() {
                    self.part(&mut parts, part);
                }
                parts.finish()
            }
        }
    }

    fn whole(&self, start: usize, text: &str) -> Vec<StrPart> {
        match text {
            "" => vec![],
            text => vec![StrPart::Text(self.at(start, start + text.len()), SmolStr::new(text))],
        }
    }

    fn part(&mut self, parts: &mut Parts, node: Node) {
        let span = Span::new(self.file, node.start(), node.end());
        match node.as_rule() {
            Rule::escape => match self.escape(node.as_str(), span) {
                Some(char) => parts.text(span, char.encode_utf8(&mut [0; 4])),
                None => parts.text(span, node.as_str()),
            },
            Rule::hole | Rule::multi_hole => {
                let expr = self.hole(node);
                parts.expr(expr);
            }
            _ => parts.text(span, node.as_str()),
        }
    }

    fn escape(&mut self, text: &str, span: Span) -> Option<char> {
        let known = match text.as_bytes().get(1) {
            Some(b'n') => Some('\n'),
            Some(b'r') => Some('\r'),
            Some(b't') => Some('\t'),
            Some(b'"') => Some('"'),
            Some(b'\\') => Some('\\'),
            Some(b'$') => Some('$'),
            Some(b'u') => {
                let digits = text.strip_prefix("\\u{").and_then(|t| t.strip_suffix('}'));
                digits.and_then(|d| u32::from_str_radix(d, 16).ok()).and_then(char::from_u32)
            }
            _ => None,
        };
        if known.is_none() && text.len() > 1 {
            let message = format!("unknown escape `{text}`");
            let help = "escapes are `\\n \\r \\t \\\" \\\\ \\$ \\u{…}`; a raw string `#\"…\"#` has none";
            let diagnostic = Diagnostic::error(&codes::UNKNOWN_ESCAPE, span, message).help(help);
            self.add(diagnostic.fix("write the backslash twice", span, format!("\\{text}")));
        }
        known
    }

    fn hole(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let inner = node.as_str().trim_start_matches("${").trim_end_matches('}').trim();
        if inner.starts_with("AWS::") {
            let start = span.start() as usize + node.as_str().find("AWS::").unwrap_or(2);
            return self.pseudo_hole(self.at(start, start + inner.len()), inner);
        }
        let mut nodes = node.into_inner();
        let expr = match nodes.next_if_expr() {
            Some(node) => self.expr(node),
            None if nodes.peek().is_none() => {
                let help = "write `\\${` where the text is meant";
                self.missing_with(span.start() as usize + 2, "an expression in `${…}`", help);
                self.junk(span)
            }
            None => self.junk(span),
        };
        if let Some(junk) = nodes.next() {
            self.junk_text(&junk, Place::InHole);
        }
        expr
    }

    fn pseudo_hole(&mut self, span: Span, text: &str) -> Expr {
        let message = format!("`{text}` is CloudFormation's: an interpolation holds an expression of this language");
        let diagnostic = Diagnostic::error(&codes::CLOUDFORMATION_INTERPOLATION, span, message);
        let Some(ours) = pseudo::said(text) else {
            let known =
                "`aws.region`, `aws.account`, `aws.partition`, `aws.stack_name`, `aws.stack_id` and `aws.url_suffix`";
            self.add(diagnostic.help(format!("there are {known}")));
            return self.junk(span);
        };
        let help = format!("write `${{{ours}}}`, or `\\${{{text}}}` where the text is meant");
        self.add(diagnostic.help(help).fix(format!("replace by `{ours}`"), span, ours.as_str()));
        let kind = match ours.split_once('.') {
            Some((base, field)) => {
                let base = Box::new(Expr { span, kind: ExprKind::Name(SmolStr::new(base)) });
                let field = Box::new(Ident { span, text: SmolStr::new(field) });
                ExprKind::Field { base, field, optional: false }
            }
            None => ExprKind::Null,
        };
        Expr { span, kind }
    }

    /// `"""…"""`: the first and the last line break belong to the quotes, and so does the indentation that all lines share.
    fn multi(&mut self, node: Node) -> Vec<StrPart> {
        let closed = node.as_str().len() >= 6 && node.as_str().ends_with("\"\"\"");
        let nodes: Vec<Node> = node.into_inner().collect();
        let indent = common_indent(&nodes, closed);
        let mut parts = Parts::default();
        let last = nodes.len().saturating_sub(1);
        for (i, node) in nodes.into_iter().enumerate() {
            if node.as_rule() != Rule::multi_chars {
                self.part(&mut parts, node);
                continue;
            }
            let span = Span::new(self.file, node.start(), node.end());
            let edge = Edge { first: i == 0, last: i == last };
            parts.text(span, &unindent(node.as_str(), indent, edge));
        }
        parts.finish()
    }
}

struct Edge {
    first: bool,
    last: bool,
}

/// The white space that begins every line with text in it, and the line of the closing quotes.
fn common_indent(nodes: &[Node], closed: bool) -> usize {
    let mut common = usize::MAX;
    for (i, node) in nodes.iter().enumerate().filter(|(_, n)| n.as_rule() == Rule::multi_chars) {
        let ends = i + 1 == nodes.len();
        let mut lines = node.as_str().split('\n').skip(1).peekable();
        while let Some(line) = lines.next() {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            let blank = line.trim().is_empty();
            let before_closer = lines.peek().is_none() && if ends { closed } else { true };
            if !blank || before_closer {
                common = common.min(indent);
            }
        }
    }
    if common == usize::MAX { 0 } else { common }
}

fn unindent(text: &str, indent: usize, edge: Edge) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split('\n').enumerate().peekable();
    while let Some((i, line)) = lines.next() {
        let is_last = lines.peek().is_none();
        if i == 0 && edge.first && !is_last && line.trim().is_empty() {
            continue;
        }
        if i > 0 && is_last && edge.last && line.trim().is_empty() {
            break;
        }
        if i > 0 && !(i == 1 && edge.first && text.split('\n').next().is_some_and(|l| l.trim().is_empty())) {
            out.push('\n');
        }
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        let line = if i == 0 { line } else { &line[blank.min(indent)..] };
        out.push_str(if is_last { line } else { line.strip_suffix('\r').unwrap_or(line) });
    }
    out
}
