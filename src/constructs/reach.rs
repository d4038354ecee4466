//! Proof that tasks can reach what they need to start (registry, logs, secrets) before anything is deployed.

use super::registry::{self, Registry};
use super::{container, groups, network};
use crate::diagnostic::{Diagnostic, codes};
use crate::eval::value::{V, Val};
use crate::lower::{Lower, referred};
use crate::model::Decl;
use crate::source::Span;

/// Something that a task must reach, and the endpoints that would do; none where only the internet does.
struct Need {
    what: String,
    endpoints: &'static [&'static str],
    span: Span,
}

fn need(what: impl Into<String>, endpoints: &'static [&'static str], span: Span) -> Need {
    Need { what: what.into(), endpoints, span }
}

/// Tasks in private subnets of a network of this stack need NAT, or an endpoint for each thing.
pub fn check(lower: &mut Lower, decl: &Decl) {
    let Some(network) = groups::network_of(lower, decl).filter(|n| !n.existing) else { return };
    let outside = decl.props.get("public_ip").is_some_and(|v| v.as_bool() != Some(false));
    if outside || network::nat(network) != network::Nat::None {
        return;
    }
    let missing: Vec<Need> = needs(lower, decl).into_iter().filter(|n| !reached(network, n)).collect();
    let Some(first) = missing.first() else { return };
    let mut words: Vec<&str> = Vec::new();
    for need in &missing {
        for word in need.endpoints.iter().filter(|w| !network::has_endpoint(network, w)) {
            if !words.contains(word) {
                words.push(word);
            }
        }
    }
    let names: Vec<&str> = missing.iter().map(|n| n.what.as_str()).collect();
    let list = match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    };
    let message = format!("the tasks of `{}` cannot reach {list}", decl.name);
    let span = decl.props.span("network", first.span);
    let internet = missing.iter().any(|n| n.endpoints.is_empty());
    let endpoints = match internet {
        true => {
            let more = words.iter().filter(|w| !["ecr", "s3"].contains(w));
            let all: Vec<&str> = ["ecr", "s3"].iter().chain(more).copied().collect();
            format!("put the image into ECR and add `{}` to its `endpoints`", all.join(", "))
        }
        false => format!("add `{}` to its `endpoints`", words.join(", ")),
    };
    let help = format!(
        "they stand in private subnets without a way out: write `nat: one` in `network {}`; or `public_ip: true` here; or {endpoints}",
        network.name
    );
    let mut diagnostic =
        Diagnostic::error(&codes::UNREACHABLE, span, message).label(network.name_span, "the network").help(help);
    for need in missing.iter().filter(|n| n.span != decl.name_span && n.span != span) {
        diagnostic = diagnostic.label(need.span, need.what.clone());
    }
    lower.report.add(diagnostic);
}

fn reached(network: &Decl, need: &Need) -> bool {
    !need.endpoints.is_empty() && need.endpoints.iter().all(|w| network::has_endpoint(network, w))
}

fn needs(lower: &Lower, decl: &Decl) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    let mut add = |need: Need| {
        if !needs.iter().any(|n| n.what == need.what) {
            needs.push(need);
        }
    };
    for container in container::all(decl) {
        if let Some(image) = container.props.get("image") {
            match registry::of(&lower.node(image)) {
                Registry::Ecr(_) => add(need("the registry ECR", &["ecr", "s3"], image.span)),
                Registry::Other(host) => add(need(format!("the registry `{host}`"), &[], image.span)),
                Registry::Unknown => {}
            }
        }
        for (_, value) in
            container.props.get("secrets").and_then(Val::as_map).map(|m| m.0.as_slice()).unwrap_or_default()
        {
            add(match is_parameter(lower, value) {
                true => need("Systems Manager's parameters", &["ssm"], value.span),
                false => need("Secrets Manager", &["secrets"], value.span),
            });
        }
    }
    if !decl.props.prop("logs").is_some_and(|p| p.value.is_null()) {
        add(need("CloudWatch Logs", &["logs"], decl.props.span("logs", decl.name_span)));
    }
    if decl.props.bool("exec") == Some(true) {
        add(need("the channel for commands", &["exec"], decl.props.span("exec", decl.name_span)));
    }
    needs
}

fn is_parameter(lower: &Lower, value: &Val) -> bool {
    match referred(value) {
        Some(id) => lower.decl(id).kind_word() == "parameter",
        None => matches!(&value.v, V::Str(text) if crate::aws::arn::service(text) == Some("ssm")),
    }
}
