//! `writable-container`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "writable-container", Security, Off, AnyStage, check,
    what: "Finds containers that can write to their own file system.",
    why: "Who breaks in can leave programs there. It is off because many images write to their disk: try it, and give them a volume where they must.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5, 2026-11-25",
}

const WANTED: Wanted = Wanted { path: "Never", raw: "", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::ECS::TaskDefinition").iter().filter(|r| 
        look::at(&r.properties, "ContainerDefinitions")
            .map(look::items)
            .unwrap_or_default()
            .iter()
            .any(|c| c.get("ReadonlyRootFilesystem").is_none())
    ) {
        let message = format!("`{}` can write to its own file system", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "add `read_only: true`");
    }
}
