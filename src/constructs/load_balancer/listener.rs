//! Listeners: 443 with a certificate and 80 that redirects there, or 80 alone.

use super::Parts;
use crate::emit::{Json, Node};
use crate::lower::Lower;
use crate::model::{Decl, Props};

/// TLS 1.2 and 1.3, what AWS advises for new listeners.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html>, 2026-11-23.
const SSL_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/// Makes the listeners; `default` is the target group of what no rule matches, else that is a 404.
pub fn make(lower: &mut Lower, decl: &Decl, parts: Parts, settings: &Props, default: Option<Node>) {
    let balancer = Node::reference(lower.part_id(decl, parts.balancer));
    let action = match default {
        Some(group) => forward(group),
        None => not_found(),
    };
    let certificates = match lower.get(settings, "certificate").map(|n| n.json) {
        None => Vec::new(),
        Some(Json::List(all)) => all,
        Some(one) => vec![Node::new(one)],
    };
    let of = |arn: &Node| Node::from(crate::object! { "CertificateArn": arn.clone() });
    let Some((first, more)) = certificates.split_first() else {
        let properties = crate::object! {
            "LoadBalancerArn": balancer,
            "Port": Node::from(80),
            "Protocol": "HTTP",
            "DefaultActions": vec![action],
        };
        lower.add(decl, parts.listener, "AWS::ElasticLoadBalancingV2::Listener", properties);
        return;
    };
    let properties = crate::object! {
        "LoadBalancerArn": balancer.clone(),
        "Port": Node::from(443),
        "Protocol": "HTTPS",
        "SslPolicy": lower.get(settings, "ssl_policy").unwrap_or_else(|| Node::from(SSL_POLICY)),
        "Certificates": vec![of(first)],
        "DefaultActions": vec![action],
    };
    let listener = lower.add(decl, parts.listener, "AWS::ElasticLoadBalancingV2::Listener", properties);
    if !more.is_empty() {
        let all: Vec<Node> = more.iter().map(of).collect();
        let properties = crate::object! { "ListenerArn": Node::reference(listener), "Certificates": all };
        lower.add(decl, parts.certificates, "AWS::ElasticLoadBalancingV2::ListenerCertificate", properties);
    }
    let properties = crate::object! {
        "LoadBalancerArn": balancer,
        "Port": Node::from(80),
        "Protocol": "HTTP",
        "DefaultActions": vec![redirect()],
    };
    lower.add(decl, parts.redirect, "AWS::ElasticLoadBalancingV2::Listener", properties);
}

/// Sends on to a target group.
pub fn forward(group: Node) -> Node {
    crate::object! { "Type": "forward", "TargetGroupArn": group }.into()
}

fn not_found() -> Node {
    let response = crate::object! { "StatusCode": "404", "ContentType": "text/plain", "MessageBody": "Not found" };
    crate::object! { "Type": "fixed-response", "FixedResponseConfig": response }.into()
}

fn redirect() -> Node {
    let to = crate::object! { "Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301" };
    crate::object! { "Type": "redirect", "RedirectConfig": to }.into()
}

/// Where it is reached: by the host's name if that is given, else by its own.
pub fn url(lower: &Lower, decl: &Decl, parts: Parts, settings: &Props, host: Option<Node>) -> Node {
    let scheme = if settings.get("certificate").is_some() { "https://" } else { "http://" };
    let name = host.unwrap_or_else(|| Node::get_att(lower.part_id(decl, parts.balancer), "DNSName"));
    Node::join([Node::from(scheme), name])
}
