//! What security groups let in and out: rules that come and go, wherever they are written.

use super::side::Side;
use super::term::{Form, Term};
use crate::source::Span;
use std::collections::BTreeMap;

/// The rules of one security group that change.
#[derive(Debug)]
pub struct Rules {
    pub group: String,
    pub opened: Vec<Rule>,
    pub closed: Vec<Rule>,
}

#[derive(Clone, Debug)]
pub struct Rule {
    /// `in tcp 443 from "0.0.0.0/0"`.
    pub text: String,
    pub span: Span,
    /// Whether it lets in the whole internet.
    pub open: bool,
}

type Gathered = BTreeMap<String, BTreeMap<String, Rule>>;

pub fn changes(old: &Side, new: &Side) -> Vec<Rules> {
    let (before, after) = (gather(old), gather(new));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let empty = BTreeMap::new();
    let of = |name: &String| {
        let (was, is) = (before.get(name).unwrap_or(&empty), after.get(name).unwrap_or(&empty));
        let only = |a: &BTreeMap<String, Rule>, b: &BTreeMap<String, Rule>| {
            a.iter().filter(|(text, _)| !b.contains_key(*text)).map(|(_, rule)| rule.clone()).collect::<Vec<_>>()
        };
        let rules = Rules { group: name.clone(), opened: only(is, was), closed: only(was, is) };
        (!rules.opened.is_empty() || !rules.closed.is_empty()).then_some(rules)
    };
    names.into_iter().filter_map(of).collect()
}

fn gather(side: &Side) -> Gathered {
    let mut all = Gathered::new();
    for resource in &side.resources {
        let when = resource.condition.as_ref().map(|c| format!(" (if {c})")).unwrap_or_default();
        match resource.ty.as_str() {
            "AWS::EC2::SecurityGroup" => {
                let rules = all.entry(resource.id.to_string()).or_default();
                for (property, way) in [("SecurityGroupIngress", Way::In), ("SecurityGroupEgress", Way::Out)] {
                    for item in resource.property(property).map(Term::items).unwrap_or_default() {
                        add(item, way, &when, rules);
                    }
                }
            }
            "AWS::EC2::SecurityGroupIngress" | "AWS::EC2::SecurityGroupEgress" => {
                let way = if resource.ty.ends_with("Ingress") { Way::In } else { Way::Out };
                let group = resource.property("GroupId").or(resource.property("GroupName"));
                let name = match group.map(|t| &t.form) {
                    Some(Form::Ref(id) | Form::GetAtt(id, _)) => id.to_string(),
                    _ => group.map_or_else(|| resource.id.to_string(), Term::show),
                };
                add(&resource.properties, way, &when, all.entry(name).or_default());
            }
            _ => {}
        }
    }
    all
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    In,
    Out,
}

fn add(rule: &Term, way: Way, when: &str, rules: &mut BTreeMap<String, Rule>) {
    if let Form::If(condition, branches) = &rule.form {
        add(&branches[0], way, &format!("{when} (if {condition})"), rules);
        add(&branches[1], way, &format!("{when} (unless {condition})"), rules);
        return;
    }
    if rule.as_map().is_none() {
        return;
    }
    let value = |name: &str| rule.get(name).map(|t| t.as_text().map_or_else(|| t.show(), str::to_string));
    let protocol = match value("IpProtocol").as_deref() {
        Some("-1") | None => "all traffic".to_string(),
        Some(name) => name.to_string(),
    };
    let ports = match (value("FromPort"), value("ToPort")) {
        (Some(from), Some(to)) if from == to => format!(" {from}"),
        (Some(from), Some(to)) => format!(" {from}-{to}"),
        _ => String::new(),
    };
    const PEERS: [&str; 8] = [
        "CidrIp",
        "CidrIpv6",
        "SourceSecurityGroupId",
        "SourceSecurityGroupName",
        "DestinationSecurityGroupId",
        "SourcePrefixListId",
        "DestinationPrefixListId",
        "SourceSecurityGroupOwnerId",
    ];
    let peers: Vec<String> = PEERS.iter().filter_map(|name| value(name)).collect();
    let (word, preposition) = if way == Way::In { ("in", "from") } else { ("out", "to") };
    let text = format!("{word} {protocol}{ports} {preposition} {}{when}", peers.join(", "));
    let anybody = peers.iter().any(|p| p == "0.0.0.0/0" || p == "::/0");
    rules.insert(text.clone(), Rule { text, span: rule.span, open: way == Way::In && anybody });
}
