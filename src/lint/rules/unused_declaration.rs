//! `unused-declaration`.

use crate::emit::Node;
use crate::lint::{Cx, Findings, rule};
use crate::source::Span;
use rustc_hash::FxHashSet;

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
    let uses = uses(cx);
    for resource in IDLE.into_iter().flat_map(|ty| cx.of(ty)) {
        let Some(decl) = cx.owner(resource).filter(|_| resource.part.is_empty()) else { continue };
        let named = ["QueueName", "TopicName", "RoleName", "ManagedPolicyName", "Name", "LayerName"];
        // what has a name of its own may be used by that
        let by_name = named.iter().any(|key| resource.properties.get(key).is_some());
        let parts = cx.template.resources.iter().filter(|r| r.owner == resource.owner);
        let used = parts.into_iter().any(|part| uses.from_outside.contains(part.id.as_str()));
        // a policy may attach itself
        let attached = ["Roles", "Users", "Groups"].iter().any(|key| resource.properties.get(key).is_some());
        if attached || by_name || used || decl.logical_id != resource.id || !decl.triggers.is_empty() {
            continue;
        }
        found.say(resource.owner, RULE.at(decl.name_span, format!("nothing uses `{}`", decl.name)));
    }
}

/// What refers to what.
pub struct Uses<'a> {
    /// Logical ids that another declaration's resources, or an output, refer to.
    pub from_outside: FxHashSet<&'a str>,
}

pub fn uses<'a>(cx: &Cx<'a>) -> Uses<'a> {
    let mut from_outside = FxHashSet::default();
    for resource in &cx.template.resources {
        let mut add = |node: &Node| {
            crate::graph::references(node, Span::default(), &mut |id, _| {
                if let Some(target) = cx.resource(id)
                    && (target.owner != resource.owner || target.owner.is_none())
                    && target.id != resource.id
                {
                    from_outside.insert(target.id.as_str());
                }
            });
        };
        resource.properties.0.iter().for_each(|(_, node)| add(node));
        resource.attributes.0.iter().for_each(|(_, node)| add(node));
    }
    for (_, node) in cx.template.outputs.0.iter().chain(&cx.template.metadata.0) {
        crate::graph::references(node, Span::default(), &mut |id, _| {
            from_outside.extend(cx.resource(id).map(|target| target.id.as_str()));
        });
    }
    Uses { from_outside }
}
