//! What a function's properties say of each other.

use super::{alias, events};
use crate::aws::limits::lambda;
use crate::aws::runtimes::{self, Snap};
use crate::diagnostic::{Diagnostic, codes};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::{Decl, Origin};

pub fn check(lower: &mut Lower, decl: &Decl) {
    managed(lower, decl);
    snap_start(lower, decl);
    apart(lower, decl);
    needs_network(lower, decl);
    provisioned(lower, decl);
    aliases(lower, decl);
    events::check(lower, decl);
}

/// Whether a property is given and not `false` in all its variants.
fn has(decl: &Decl, name: &str) -> bool {
    let mut on = false;
    if let Some(value) = decl.props.get(name) {
        value.variants(&mut |v| on |= !v.is_null() && v.as_bool() != Some(false));
    }
    on
}

/// Longer and larger functions need instances of their own.
fn managed(lower: &mut Lower, decl: &Decl) {
    if has(decl, "capacity_provider") {
        return;
    }
    let bounds = [
        ("timeout", lambda::TIMEOUT, lambda::TIMEOUT_MANAGED, "15 min", "90 min"),
        ("memory", lambda::MEMORY, lambda::MEMORY_MANAGED, "10 GB", "32 GB"),
    ];
    for (name, own, managed, most, more) in bounds {
        let Some(value) = decl.props.get(name) else { continue };
        let mut wrong = Vec::new();
        value.variants(&mut |v| {
            wrong.extend(v.as_int().filter(|n| *n > own.max && *n <= managed.max).map(|n| (v.span, n)))
        });
        for (span, n) in wrong {
            let message = format!("`{name}` is at most {most} ({} {}), this is {n} {}", own.max, own.unit, own.unit);
            let help = format!("only with a `capacity_provider` it may be up to {more}");
            lower.report.add(Diagnostic::error(&codes::OUT_OF_RANGE, span, message).help(help));
        }
    }
}

/// <https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html>, 2026-11-23.
fn snap_start(lower: &mut Lower, decl: &Decl) {
    if !has(decl, "snap_start") {
        return;
    }
    let Some(prop) = decl.props.prop("snap_start") else { return };
    let span = prop.value.span;
    if let Some(runtime) =
        decl.props.str("runtime").and_then(runtimes::find).filter(|r| r.snap_start == Snap::NoSnapStart)
    {
        let able: Vec<&str> = runtimes::ALL
            .iter()
            .filter(|r| r.family == runtime.family && r.snap_start == Snap::SnapStart)
            .map(|r| r.name)
            .collect();
        let help = match able.as_slice() {
            [] => format!("{} has none; Python, Java and .NET have", runtime.family.noun()),
            able => format!("{} have it", crate::eval::describe::list_words(able)),
        };
        let at = decl.props.span("runtime", decl.name_span);
        let message = format!("`{}` cannot start from snapshots", runtime.name);
        lower.report.add(Diagnostic::error(&codes::CONFLICT, span, message).label(at, "the runtime").help(help));
    }
    let storage =
        decl.props.get("ephemeral_storage").filter(|v| v.as_int().is_some_and(|n| n > lambda::EPHEMERAL_STORAGE.min));
    if let Some(storage) = storage {
        let message = "a function that starts from snapshots has 512 MB of `/tmp` and no more";
        lower.report.add(Diagnostic::error(&codes::CONFLICT, storage.span, message).label(span, "`snap_start`"));
    }
}

/// Properties that Lambda takes one of only.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html>,
/// <https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation.html>,
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances.html>, 2026-11-23.
const APART: [(&str, &str, &str); 5] = [
    ("snap_start", "files", "a function that starts from snapshots cannot mount a file system"),
    ("tenancy", "snap_start", "a function that keeps tenants apart cannot start from snapshots"),
    ("capacity_provider", "snap_start", "a function on instances of its own cannot start from snapshots"),
    ("role", "permissions_boundary", "the boundary is for a role that is made here, and `role` names another one"),
    ("role", "policies", "`policies` are for a role that is made here, and `role` names another one"),
];

fn apart(lower: &mut Lower, decl: &Decl) {
    for (a, b, message) in APART {
        if !has(decl, a) || !has(decl, b) {
            continue;
        }
        let (Some(first), Some(second)) = (decl.props.prop(a), decl.props.prop(b)) else { continue };
        // what `defaults` say of a role that is made is no mistake where a role is given
        if second.origin != Origin::Own && a == "role" {
            continue;
        }
        lower
            .report
            .add(Diagnostic::error(&codes::CONFLICT, second.key_span, message).label(first.key_span, format!("`{a}`")));
    }
}

fn needs_network(lower: &mut Lower, decl: &Decl) {
    if has(decl, "network") {
        return;
    }
    if let Some(prop) = decl.props.prop("files").filter(|p| p.origin == Origin::Own && !p.value.is_null()) {
        let message = "a file system is reached through a `network` only";
        let help = "add `network: Main`, where `Main` is a `network`";
        lower.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, prop.key_span, message).help(help));
    }
}

/// Every value of `concurrency.<name>` that is known, with its greatest number.
fn numbers(value: Option<&Val>) -> Vec<(&Val, i64)> {
    let mut found = Vec::new();
    if let Some(value) = value {
        value.variants(&mut |v| {
            let most = match &v.v {
                V::Range(ends) => ends.1.as_int(),
                _ => v.as_int(),
            };
            found.extend(most.map(|n| (v, n)));
        });
    }
    found
}

fn provisioned(lower: &mut Lower, decl: &Decl) {
    let concurrency = decl.props.get("concurrency");
    let shared = concurrency.and_then(|c| c.part("provisioned"));
    let first = decl.blocks_of("alias").next();
    if let Some(shared) = &shared {
        let span = shared.span;
        if alias::name_of(decl).is_none() {
            let message = "environments are kept warm for a published version, and this function has none";
            lower.report.add(
                Diagnostic::error(&codes::CONFLICT, span, message)
                    .help("add `alias live {}`: triggers then call that version"),
            );
        }
        if let Some(own) = first.and_then(|b| b.props.get("provisioned")) {
            let message = "`provisioned` stands here and in the alias";
            lower.report.add(Diagnostic::error(&codes::CONFLICT, span, message).label(own.span, "in the alias"));
        }
    }
    let of_aliases: Vec<Val> =
        decl.blocks_of("alias").filter_map(|b| b.props.get("provisioned").cloned()).chain(shared).collect();
    let Some(any) = of_aliases.first() else { return };
    for (name, what) in [
        ("snap_start", "starts from snapshots"),
        ("tenancy", "keeps tenants apart"),
        ("capacity_provider", "runs on instances of its own"),
    ] {
        if has(decl, name) {
            let span = decl.props.span(name, decl.name_span);
            let message = format!("a function that {what} cannot have environments kept warm");
            lower.report.add(Diagnostic::error(&codes::CONFLICT, any.span, message).label(span, format!("`{name}`")));
        }
    }
    let reserved = concurrency.and_then(|c| c.part("reserved"));
    let least = numbers(reserved.as_ref()).into_iter().map(|(_, n)| n).min();
    for value in &of_aliases {
        for (v, n) in numbers(Some(value)) {
            if let (Some(reserved), Some(at)) = (least, &reserved)
                && n > reserved
            {
                let message = format!("{n} environments kept warm are more than the {reserved} that are reserved");
                lower.report.add(Diagnostic::error(&codes::CONFLICT, v.span, message).label(at.span, "reserved"));
            }
        }
        chosen_late(lower, value);
    }
}

/// A range makes resources, so that whether it is one must be known.
fn chosen_late(lower: &mut Lower, value: &Val) {
    let mut range = false;
    value.variants(&mut |v| range |= matches!(v.v, V::Range(_)));
    if range && !matches!(value.v, V::Range(_)) {
        let message = "whether `provisioned` is a range must be known at build";
        let help = "build with `--stage NAME`, or let both ends of the range depend on the stage";
        lower.report.add(Diagnostic::error(&codes::NOT_KNOWN_YET, value.span, message).help(help));
    }
}

/// The sum of weights, and what CodeDeploy sets itself.
fn aliases(lower: &mut Lower, decl: &Decl) {
    let first = alias::name_of(decl);
    for block in decl.blocks_of("alias") {
        if let Err(problem) = crate::aws::names::ALIAS.check(&block.name) {
            let message = format!("an alias cannot be called `{}`: {}", block.name, problem.describe());
            lower.error(&codes::BAD_TEXT, block.name_span, message);
        }
        let deployed = first.as_ref() == Some(&block.name) && has(decl, "deploy");
        for name in ["version", "weights"] {
            let Some(value) = block.props.get(name).filter(|_| deployed) else { continue };
            let at = decl.props.span("deploy", decl.name_span);
            let message = format!("`{name}` is CodeDeploy's own business where the function has `deploy`");
            lower.report.add(Diagnostic::error(&codes::CONFLICT, value.span, message).label(at, "`deploy`"));
        }
        let Some(weights) = block.props.get("weights").and_then(Val::as_map) else { continue };
        let sum: f64 = weights.0.iter().filter_map(|(_, v)| v.as_number()).sum();
        if sum > 100.0 {
            let span = block.props.span("weights", block.span);
            lower.error(
                &codes::OUT_OF_RANGE,
                span,
                format!("the weights are {sum}% together, at most 100% can go elsewhere"),
            );
        }
        for (key, _) in weights.0.iter().filter(|(k, _)| !k.text.bytes().all(|b| b.is_ascii_digit())) {
            let message = format!("`{}` is no number of a version", key.text);
            lower.error(&codes::BAD_TEXT, key.span, message);
        }
        if weights.0.len() > 1 {
            let span = block.props.span("weights", block.span);
            lower.error(&codes::OUT_OF_RANGE, span, "an alias shares its calls with one other version, not with more");
        }
    }
}
