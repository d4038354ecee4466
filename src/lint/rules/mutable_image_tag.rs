//! `mutable-image-tag`.

use super::privileged_container::{containers, place};
use crate::lint::{Cx, Findings, rule};

rule! {
    "mutable-image-tag", Reliability, Warn, AnyStage, check,
    what: "Finds containers whose image is `latest`, or has no tag at all.",
    why: "Two tasks that start at different times may run different programs, a rollback brings back what it was rolled back from, and nobody can tell what ran.",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/security-tasks-containers.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for (task, container) in containers(cx) {
        let Some(node) = container.get("Image") else { continue };
        let Some(image) = node.as_str() else { continue };
        let last = image.rsplit('/').next().unwrap_or_default();
        let what = match last.split_once(':') {
            _ if last.contains('@') => continue,
            Some((_, "latest")) => "is whatever was pushed last",
            Some(_) => continue,
            None => "has no tag, and so is whatever was pushed last",
        };
        let diagnostic = RULE.at(place(node, container, task), format!("`{image}` {what}"));
        found.say(task.owner, diagnostic.help("name a version, or better its digest (`@sha256:…`)"));
    }
}
