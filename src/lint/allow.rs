//! `@allow(rule, "why")`: silences a rule for what it stands before; one that silences nothing is itself reported.

use super::levels::{Levels, unknown};
use super::{Cx, Finding, Level, find, rules};
use crate::diagnostic::{Diagnostic, Edit, Fix, Report, codes};
use crate::load::Unit;
use crate::source::{Sources, Span};
use crate::syntax::ast::{BinaryOp, Block, Decorator, Expr, ExprKind, Member, MemberKind, StrPart};
use rustc_hash::FxHashMap;

/// The decorator's name.
pub const NAME: &str = "allow";

struct Allow {
    /// Empty where what stands there names no rule.
    rule: String,
    rule_span: Span,
    span: Span,
    /// What it holds for.
    member: Span,
    explained: bool,
    used: bool,
}

/// All of a stack.
pub struct Allows {
    all: Vec<Allow>,
    by_rule: FxHashMap<String, Vec<usize>>,
}

impl Allows {
    pub fn collect(units: &[Unit]) -> Self {
        let mut all = Vec::new();
        for file in units.iter().flat_map(|unit| &unit.files) {
            file.members.iter().for_each(|member| of_member(member, &mut all));
        }
        let mut by_rule: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (i, allow) in all.iter().enumerate() {
            by_rule.entry(allow.rule.clone()).or_default().push(i);
        }
        Allows { all, by_rule }
    }

    /// Reports those that are not written as they should be.
    pub fn check(&self, report: &mut Report) {
        for allow in &self.all {
            if allow.rule.is_empty() || !allow.explained {
                let message = "`@allow` wants a rule and the reason, `@allow(rule, \"why\")`";
                report.add(Diagnostic::error(&codes::WRONG_ARGUMENTS, allow.span, message));
            }
            if !allow.rule.is_empty() && find(&allow.rule).is_none() && !crate::check::can_be_allowed(&allow.rule) {
                report.add(unknown(&allow.rule, allow.rule_span, str::to_string));
            }
        }
    }

    /// Whether an `@allow` stands before what was found, or before the declaration that it belongs to.
    pub(super) fn silences(&mut self, finding: &Finding, cx: &Cx) -> bool {
        let Some(named) = self.by_rule.get(finding.diagnostic.code.name) else { return false };
        let decl = finding.owner.and_then(|owner| cx.stack.decls.get(owner)).map(|decl| decl.span);
        let mut silenced = false;
        for i in named {
            let allow = &mut self.all[*i];
            let holds = |span: Span| {
                span.file() == allow.member.file()
                    && allow.member.start() <= span.start()
                    && span.end() <= allow.member.end()
            };
            if holds(finding.diagnostic.span) || decl.is_some_and(holds) {
                (allow.used, silenced) = (true, true);
            }
        }
        silenced
    }

    /// Whether an `@allow` of this code stands before a place, or before the declaration that it belongs to.
    pub(crate) fn names(&self, code: &str, place: Span, decl: Option<Span>) -> bool {
        let named = self.by_rule.get(code).into_iter().flatten();
        named.map(|i| self.all[*i].member).any(|member| {
            let holds = |span: Span| {
                span.file() == member.file() && member.start() <= span.start() && span.end() <= member.end()
            };
            holds(place) || decl.is_some_and(holds)
        })
    }

    /// A finding of `unused-allow` for each that silenced nothing, of rules that ran.
    pub fn unused(&self, levels: &Levels, sources: &Sources) -> Vec<Diagnostic> {
        let rule = &rules::unused_allow::RULE;
        if levels.of(rule) == Level::Off {
            return Vec::new();
        }
        let ran = |allow: &&Allow| find(&allow.rule).is_some_and(|rule| levels.of(rule) != Level::Off);
        let unused = self.all.iter().filter(|allow| !allow.used).filter(ran);
        unused.map(|allow| of_unused(allow, sources)).collect()
    }
}

fn of_unused(allow: &Allow, sources: &Sources) -> Diagnostic {
    let message = format!("nothing here is what `{}` looks for", allow.rule);
    let mut diagnostic = rules::unused_allow::RULE.at(allow.span, message);
    let edit = Edit { span: super::body::with_its_line(sources, allow.span), text: String::new() };
    diagnostic.fixes.push(Fix { title: "take it away".into(), edits: vec![edit] });
    diagnostic
}

fn of_member(member: &Member, all: &mut Vec<Allow>) {
    for decorator in member.decorators().iter().filter(|d| d.name.text == NAME) {
        all.push(of_decorator(decorator, member.span));
    }
    match &member.kind {
        MemberKind::If { then, otherwise, .. } => {
            of_block(then, all);
            otherwise.iter().for_each(|block| of_block(block, all));
        }
        MemberKind::For { body, .. } => of_block(body, all),
        MemberKind::Decl(decl) => decl.body.iter().for_each(|block| of_block(block, all)),
        _ => {}
    }
}

fn of_block(block: &Block, all: &mut Vec<Allow>) {
    block.members.iter().for_each(|member| of_member(member, all));
}

fn of_decorator(decorator: &Decorator, member: Span) -> Allow {
    let first = decorator.args.first();
    let rule = first.and_then(rule_name).unwrap_or_default();
    let rule_span = first.map_or(decorator.span, |arg| arg.span);
    let explained = matches!(decorator.args.as_slice(), [_, why] if is_text(why));
    Allow { rule, rule_span, span: decorator.span, member, explained, used: false }
}

fn is_text(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Str(parts) => parts.iter().any(|part| matches!(part, StrPart::Text(_, t) if !t.trim().is_empty())),
        _ => false,
    }
}

/// `public-url` reads as a difference: names with hyphens between them.
fn rule_name(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.to_string()),
        ExprKind::Binary { op: BinaryOp::Sub, left, right, .. } => {
            Some(format!("{}-{}", rule_name(left)?, rule_name(right)?))
        }
        _ => None,
    }
}
