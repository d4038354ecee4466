//! `smaller-in-production`.

use super::same_in_all_stages::fields;
use crate::lint::cx::PRODUCTION;
use crate::lint::{Cx, Findings, rule};
use crate::syntax::ast::{Expr, ExprKind, MemberKind};

rule! {
    "smaller-in-production", Reliability, Hint, AnyStage, check,
    what: "Finds values of stages that are smaller in production than in every other stage.",
    why: "Production mostly has the most memory, the most tasks, and keeps what it has for longest. That it is the other way round was often forgotten after a trial.",
    source: "slsc's own",
}

fn check(cx: &Cx, found: &mut Findings) {
    let members = cx.units.iter().flat_map(|unit| &unit.files).flat_map(|file| &file.members);
    for member in members {
        let MemberKind::Stages { body } = &member.kind else { continue };
        let maps: Vec<_> = fields(body)
            .into_iter()
            .filter_map(|(name, value)| match &value.kind {
                ExprKind::Map(block) => Some((name, fields(block))),
                _ => None,
            })
            .collect();
        let Some((name, own)) = maps.iter().find(|(name, _)| PRODUCTION.contains(&name.text.as_str())) else {
            continue;
        };
        for (key, value) in own {
            let Some(here) = amount(value) else { continue };
            let others = maps.iter().filter(|(other, _)| other.text != name.text);
            let there: Vec<f64> =
                others.filter_map(|(_, map)| amount(map.iter().find(|(k, _)| k.text == key.text)?.1)).collect();
            if !there.is_empty() && there.len() + 1 == maps.len() && there.iter().all(|n| here < *n) {
                let message = format!("`{}` is smaller in `{}` than in every other stage", key.text, name.text);
                found.say(None, RULE.at(value.span, message));
            }
        }
    }
}

/// An amount in the base of its measure.
fn amount(expr: &Expr) -> Option<f64> {
    match &expr.kind {
        ExprKind::Int(n) => Some(*n as f64),
        ExprKind::Float(n) => Some(*n),
        ExprKind::Quantity(n, unit) => Some(n * unit.factor()),
        _ => None,
    }
}
