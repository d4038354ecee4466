//! `privileged-container`.

use crate::emit::{Node, Resource};
use crate::lint::{Cx, Findings, look, rule};
use crate::source::Span;

rule! {
    "privileged-container", Security, Warn, AnyStage, check,
    what: "Finds containers that run with the rights of the host.",
    why: "Who breaks into one has the machine, and the roles of all tasks on it.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for (task, container) in containers(cx) {
        let Some(node) = container.get("Privileged").filter(|n| look::any(n, |n| look::bool(n) == Some(true))) else {
            continue;
        };
        let diagnostic = RULE.at(place(node, container, task), "this container has the rights of its host");
        found.say(task.owner, cx.with_value(task, node.span, "false", diagnostic));
    }
}

/// Every container with the task definition that it stands in.
pub fn containers<'a>(cx: &Cx<'a>) -> Vec<(&'a Resource, &'a Node)> {
    let mut found = Vec::new();
    for task in cx.of("AWS::ECS::TaskDefinition") {
        let all = look::at(&task.properties, "ContainerDefinitions").map(look::items).unwrap_or_default();
        found.extend(all.into_iter().map(|container| (*task, container)));
    }
    found
}

/// The most exact place that there is.
pub fn place(node: &Node, container: &Node, task: &Resource) -> Span {
    [node.span, container.span].into_iter().find(|s| *s != Span::default()).unwrap_or(task.span)
}
