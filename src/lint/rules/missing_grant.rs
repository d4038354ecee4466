//! `missing-grant`.

use crate::emit::Resource;
use crate::lint::policy::{self, Allowed};
use crate::lint::sdk::Needed;
use crate::lint::{Cx, Findings, rule};
use crate::lower::referred;
use crate::model::Decl;
use crate::schema::Verb;

rule! {
    "missing-grant", Correctness, Warn, AnyStage, check,
    what: "Finds calls of AWS's SDK in Python and JavaScript handlers that nothing permits.",
    why: "The call fails with `AccessDenied` when it is made, mostly in production and in the way that is taken least.",
    source: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for calls in cx.calls() {
        let Some(function) = cx.resource(&calls.function) else { continue };
        let Some(role) = policy::role_of(cx, function) else { continue };
        let lacks = |needed: &&Needed| cx.principals().allows(cx, role, &needed.action, None) == Allowed::No;
        for needed in calls.needed.iter().filter(lacks) {
            one(cx, function, needed, found);
        }
    }
}

fn one(cx: &Cx, function: &Resource, needed: &Needed, found: &mut Findings) {
    let (action, call, name) = (&needed.action, &needed.call, cx.name(function));
    let message = format!("`{name}` calls `{call}` ({}:{}), and nothing permits it", needed.file, needed.line);
    let decl = match cx.owner(function).filter(|decl| decl.construct().is_some()) {
        Some(decl) => decl,
        None => {
            let help = format!("let its role do `{action}`");
            return found.say(function.owner, RULE.at(function.span, message).help(help));
        }
    };
    let mut targets: Vec<(&Decl, &Verb)> = Vec::new();
    for target in &cx.stack.decls {
        let verbs = target.construct().map(|c| c.verbs).unwrap_or_default();
        let fits = |verb: &&Verb| verb.statements.iter().any(|access| access.actions.contains(&action.as_str()));
        targets.extend(verbs.iter().find(fits).map(|verb| (target, verb)));
    }
    // of several, what its environment names is meant
    if targets.len() > 1 {
        targets.retain(|(target, _)| knows(decl, target));
    }
    let diagnostic = RULE.at(decl.name_span, message);
    let fixed = match targets.as_slice() {
        [(target, verb)] => {
            let line = format!("can {} {}", verb.name, target.name);
            cx.with_line_in(decl, &line, diagnostic.help(format!("it needs `{action}`")))
        }
        _ => diagnostic.help(format!("it needs `{action}`: add `can \"{action}\" on …`, or a verb on a declaration")),
    };
    found.say(Some(decl.id.0 as usize), fixed);
}

/// Whether a declaration's environment names another one.
fn knows(decl: &Decl, target: &Decl) -> bool {
    let Some(env) = decl.props.get("env").and_then(|v| v.as_map()) else { return false };
    env.0.iter().any(|(_, value)| referred(value) == Some(target.id))
}
