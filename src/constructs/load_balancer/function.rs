//! `on http Front "/x"` of a function behind a load balancer.

use super::{http, routes, target};
use crate::constructs::invoke;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::eval::value::V;
use crate::lower::Lower;
use crate::model::{Decl, Origin, Trigger};

/// Its target group, the permission and the rule. The trigger's path is its argument `path`, the load balancer its argument
/// `api`. The permission names the account and no target group: a target group takes only a function that it may
/// invoke already, so a permission that named it would be a cycle.
pub fn on_http(lower: &mut Lower, decl: &Decl, trigger: &Trigger, balancer: &Decl) {
    if !check(lower, trigger, balancer) {
        return;
    }
    let suffix = balancer.logical_id.clone();
    let group = lower.part_id(decl, &format!("{}{suffix}", target::GROUP));
    if !lower.has(&group) {
        let permission = crate::object! {
            "Action": "lambda:InvokeFunction",
            "FunctionName": invoke::arn(lower, decl),
            "Principal": "elasticloadbalancing.amazonaws.com",
            "SourceAccount": Node::reference("AWS::AccountId"),
        };
        let permission = lower.add_on((decl, trigger), &suffix, "Permission", "AWS::Lambda::Permission", permission);
        let target = crate::object! { "Id": invoke::arn(lower, decl) };
        let properties = crate::object! {
            "TargetType": "lambda",
            "Targets": vec![target.into()],
            "TargetGroupAttributes": multi_value(lower, decl, balancer),
            "Tags": lower.tags(decl),
        };
        let ty = "AWS::ElasticLoadBalancingV2::TargetGroup";
        lower.add_named(decl, target::GROUP, &suffix, ty, properties, trigger.span);
        lower.wait_for(&group, permission, trigger.span);
    }
    let listener = lower.attribute(balancer.id, None, "listener");
    routes::rule(lower, decl, trigger, listener, Node::reference(group));
}

/// Whether headers and query come as lists: of the function's first trigger on the load balancer that says it.
fn multi_value(lower: &Lower, decl: &Decl, balancer: &Decl) -> Option<Vec<Node>> {
    let triggers = decl.triggers.iter().filter(|t| routes::balancer(t) == Some(balancer.id));
    let value = triggers.filter_map(|t| t.options.get("multi_value")).next()?;
    let value = Node::join([Node::from(""), lower.node(value)]);
    Some(vec![crate::object! { "Key": "lambda.multi_value_headers.enabled", "Value": value }.into()])
}

fn check(lower: &mut Lower, trigger: &Trigger, balancer: &Decl) -> bool {
    for name in ["auth", "timeout", "payload", "api_key", "require", "stream", "credentials"] {
        let Some(prop) = trigger.options.prop(name).filter(|p| p.origin == Origin::Own) else { continue };
        let message = format!("`{name}` is of an API's routes, and `{}` is a load balancer", balancer.name);
        lower.report.add(
            Diagnostic::error(&codes::CONFLICT, prop.key_span, message).label(balancer.name_span, "declared here"),
        );
    }
    let Some(path) = trigger.arg("path") else { return false };
    let V::Str(text) = &path.v else {
        let message = "the path of a route must be known at build: its rule is named after it";
        lower.error(&codes::NOT_KNOWN_YET, path.span, message);
        return false;
    };
    if let Some(problem) = http::path(text) {
        lower.error(&codes::BAD_TEXT, path.span, format!("the path {problem}"));
        return false;
    }
    true
}
