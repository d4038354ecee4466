//! CloudFormation that stands in a source, between the statements that are slsc's: found, and said once instead of at each of
//! its lines.

use crate::constructs;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::import::fragment::recognise;
use crate::load::Loaded;
use crate::source::Span;
use crate::syntax::ast::{Member, MemberKind};

/// Whether something is a statement of slsc's, whatever is wrong with it.
pub fn is_statement(member: &Member) -> bool {
    match &member.kind {
        MemberKind::Decl(decl) => constructs::find(&decl.kind.text).is_some(),
        MemberKind::Stack { .. }
        | MemberKind::Param { .. }
        | MemberKind::Let { .. }
        | MemberKind::Stages { .. }
        | MemberKind::Output { .. }
        | MemberKind::Resource { .. }
        | MemberKind::Module { .. }
        | MemberKind::Mapping { .. }
        | MemberKind::Condition { .. }
        | MemberKind::Defaults { .. }
        | MemberKind::Template { .. }
        | MemberKind::If { .. }
        | MemberKind::For { .. } => true,
        _ => false,
    }
}

/// What of a range is CloudFormation, without the empty lines and the comments round it.
pub fn within(text: &str, range: Span) -> Option<Span> {
    let lines = text.get(range.range())?;
    let is_ours = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with("//");
    let leading: usize = lines.split_inclusive('\n').take_while(is_ours).map(str::len).sum();
    let region = lines[leading..].trim_end();
    let trailing: usize = region.split_inclusive('\n').rev().take_while(is_ours).map(str::len).sum();
    let region = region[..region.len() - trailing].trim_end();
    recognise(region)?;
    let start = range.start() + leading as u32;
    Some(range.between(start, start + region.len() as u32))
}

/// The diagnostics, with one for all that is wrong in a piece of CloudFormation.
pub fn said_once(found: Vec<Diagnostic>, loaded: &Loaded) -> Vec<Diagnostic> {
    let mut found = found;
    for file in loaded.units.iter().flat_map(|unit| &unit.files) {
        let id = file.span.file();
        let is_wrong = |d: &&Diagnostic| d.span.file() == id && d.severity == Severity::Error;
        if found.iter().find(is_wrong).is_none() {
            continue;
        }
        let text = &loaded.sources.get(id).text;
        let mut from = 0;
        let ends = file.members.iter().filter(|member| is_statement(member)).map(|m| (m.span.start(), m.span.end()));
        for (to, next) in ends.chain([(text.len() as u32, text.len() as u32)]) {
            if let Some(region) = within(text, Span::in_file(id, from, to.max(from))) {
                let is_in = |d: &Diagnostic| region.holds(d.span);
                if found.iter().any(|d| is_in(d) && d.severity == Severity::Error) {
                    let first = found.iter().position(is_in).unwrap_or(found.len());
                    found.retain(|d| !is_in(d));
                    found.insert(first.min(found.len()), told(text, region));
                }
            }
            from = next.max(from);
        }
    }
    found
}

fn told(text: &str, region: Span) -> Diagnostic {
    let first = text[region.range()].find('\n').map_or(region.end(), |i| region.start() + i as u32);
    Diagnostic::error(&codes::CLOUDFORMATION, region.between(region.start(), first), "this is CloudFormation, not slsc")
        .help("an editor writes it as slsc by a fix, and `slsc import -` does where it is piped to it")
}
