//! `unused-declaration`.

use crate::lint::{Cx, Findings, rule};

rule! {
    "unused-declaration", Style, Hint, EveryStage, check,
    what: "Finds declarations that do nothing by themselves (layers, keys, roles, policies, security groups, networks), and that nothing uses.",
    why: "Keys and networks cost while nobody uses them, and the reader looks for the use.",
    source: "slsc's own",
}

/// Types that are of use only to what refers to them. Tables, buckets, queues and the like are not among
/// them: other stacks and people use those.
const IDLE: [&str; 6] = [
    "AWS::Lambda::LayerVersion",
    "AWS::EC2::SecurityGroup",
    "AWS::IAM::Role",
    "AWS::IAM::ManagedPolicy",
    "AWS::KMS::Key",
    "AWS::EC2::VPC",
];

fn check(cx: &Cx, found: &mut Findings) {
    let uses = cx.uses();
    for resource in IDLE.into_iter().flat_map(|ty| cx.of(ty)) {
        let Some(decl) = cx.owner(resource).filter(|_| resource.part.is_empty()) else { continue };
        let named = ["QueueName", "TopicName", "RoleName", "ManagedPolicyName", "Name", "LayerName"];
        // what has a name of its own may be used by that
        let by_name = named.iter().any(|key| resource.properties.get(key).is_some());
        let used = resource.owner.is_some_and(|owner| uses.owners.contains(&owner));
        // a policy may attach itself
        let attached = ["Roles", "Users", "Groups"].iter().any(|key| resource.properties.get(key).is_some());
        if attached || by_name || used || decl.logical_id != resource.id || !decl.triggers.is_empty() {
            continue;
        }
        found.say(resource.owner, RULE.at(decl.name_span, format!("nothing uses `{}`", decl.name)));
    }
}
