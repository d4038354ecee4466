//! What is wrong within one container, and between it and the task's others.

use super::{Container, all, files};
use crate::diagnostic::{Diagnostic, codes};
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::Props;

/// What is wrong within one container, and between it and the task's others.
pub fn check(lower: &mut Lower, container: Container) {
    let props = container.props;
    if !container.main && props.get("image").is_none() {
        let message = format!("the container `{}` needs `image`", container.name);
        lower.error(&codes::MISSING_PROPERTY, container.span, message);
    }
    if props.get("port").is_some()
        && let Some(ports) = props.prop("ports")
    {
        let help = "put the port into `ports`";
        lower
            .report
            .add(Diagnostic::error(&codes::CONFLICT, ports.key_span, "`port` and `ports` say the same").help(help));
    }
    for file in files::of(props) {
        files::check(lower, file);
    }
    check_both(lower, props);
    check_after(lower, container);
}

/// A variable is set once.
fn check_both(lower: &mut Lower, props: &Props) {
    let env = props.get("env").and_then(Val::as_map);
    let secrets = props.get("secrets").and_then(Val::as_map);
    let (Some(env), Some(secrets)) = (env, secrets) else { return };
    for (key, _) in &secrets.0 {
        if let Some((first, _)) = env.0.iter().find(|(k, _)| k.text == key.text) {
            let message = format!("`{}` stands in `env` and in `secrets`", key.text);
            lower.report.add(Diagnostic::error(&codes::CONFLICT, key.span, message).label(first.span, "also here"));
        }
    }
}

fn check_after(lower: &mut Lower, container: Container) {
    let Some(after) = container.props.get("after").and_then(Val::as_map) else { return };
    let all = all(container.decl);
    for (key, until) in &after.0 {
        let Some(other) = all.iter().find(|c| *c.name == key.text) else {
            let words: Vec<&str> = all.iter().filter(|c| c.name != container.name).map(|c| c.name.as_str()).collect();
            let message = format!("`{}` has no container `{}`", container.decl.name, key.text);
            let help = match words.as_slice() {
                [] => "declare it: `container Name { … }`".to_string(),
                words => format!("it has {}", crate::eval::describe::list_words(words)),
            };
            lower.report.add(Diagnostic::error(&codes::UNKNOWN_NAME, key.span, message).help(help));
            continue;
        };
        if other.name == container.name {
            lower.error(&codes::CONFLICT, key.span, format!("`{}` cannot wait for itself", key.text));
        } else if until.as_str() == Some("HEALTHY") && other.props.get("health").is_none() {
            let message = format!("`{}` has no `health`, so it never becomes healthy", key.text);
            lower
                .report
                .add(Diagnostic::error(&codes::CONFLICT, until.span, message).label(other.span, "declared here"));
        } else if matches!(until.as_str(), Some("COMPLETE" | "SUCCESS")) && other.props.bool("essential") != Some(false)
        {
            let message = format!("the task stops when `{}` ends, since it is essential", key.text);
            let help = format!("write `essential: false` in `container {}`", key.text);
            lower.report.add(
                Diagnostic::error(&codes::CONFLICT, until.span, message).label(other.span, "declared here").help(help),
            );
        }
    }
}
