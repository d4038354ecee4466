//! `container-as-root`.

use super::privileged_container::{containers, place};
use crate::lint::{Cx, Findings, rule};

rule! {
    "container-as-root", Security, Warn, AnyStage, check,
    what: "Finds containers that are told to run as root.",
    why: "A hole in the program is then a hole in all that the container has. An image's own user is not seen here: what is reported is what the source says.",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for (task, container) in containers(cx) {
        let Some(node) = container.get("User") else { continue };
        let user = node.as_str().map(|text| text.split(':').next().unwrap_or_default());
        if user == Some("root") || user == Some("0") {
            let diagnostic = RULE.at(place(node, container, task), "this container runs as root");
            found.say(task.owner, diagnostic.help("name a user of the image, or a number: `user: \"1000\"`"));
        }
    }
}
