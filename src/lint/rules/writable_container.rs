//! `writable-container`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "writable-container", Security, Off, AnyStage, check,
    what: "Finds containers that can write to their own file system.",
    why: "Who breaks in can leave programs there. It is off because many images write to their disk: try it, and give them a volume where they must.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::ECS::TaskDefinition") {
        if is_writable(resource) {
            let diagnostic =
                RULE.at(resource.span, format!("`{}` can write to its own file system", cx.name(resource)));
            found.say(resource.owner, diagnostic.help("add `read_only: true`"));
        }
    }
}

fn is_writable(task: &crate::emit::Resource) -> bool {
    let containers = look::at(&task.properties, "ContainerDefinitions").map(look::items).unwrap_or_default();
    containers.iter().any(|container| container.get("ReadonlyRootFilesystem").is_none())
}
