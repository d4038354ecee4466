//! What a container mounts: file systems (EFS), and volumes that the task's containers share.

use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::Props;
use crate::schema::{Literal, Property, Type, checked, prop, text};
use smol_str::SmolStr;

pub static FIELDS: &[Property] = &[
    prop("path", checked(1, 4_096, absolute), "where it is mounted").required(),
    prop("file_system", Type::Ref(&["filesystem"], "id"), "the file system (EFS)"),
    prop("access_point", Type::String, "the id of the file system's access point"),
    prop("volume", text(1, 255), "a volume of the task's own storage that its containers share, by a name"),
    prop("read_only", Type::Bool, "whether it cannot be written to").is(Literal::Bool(false), "false"),
];

fn absolute(text: &str) -> Option<String> {
    (!text.starts_with('/')).then(|| format!("begins with `/`, `{text}` does not"))
}

/// What a container mounts.
pub fn of(props: &Props) -> &[Val] {
    props.get("files").and_then(Val::as_list).unwrap_or_default()
}

/// The name of the volume that a mount is of.
pub fn volume_name(lower: &Lower, file: &Val) -> SmolStr {
    if let Some(name) = file.field("volume").and_then(Val::as_str) {
        return name.into();
    }
    let of = file.field("file_system").map(|v| lower.node(v));
    let text = match of.map(|n| n.json) {
        Some(crate::emit::Json::Ref(id) | crate::emit::Json::GetAtt(id, _)) => id,
        Some(crate::emit::Json::Str(text)) => text,
        _ => SmolStr::new_static("files"),
    };
    let point = file.field("access_point").and_then(Val::as_str).map(|p| format!("-{p}")).unwrap_or_default();
    SmolStr::from(format!("{text}{point}"))
}

/// `MountPoints`.
pub fn mounts(lower: &Lower, props: &Props) -> Option<Vec<Node>> {
    let each = of(props).iter().map(|file| {
        let read_only = file.field("read_only").filter(|v| v.as_bool() != Some(false)).map(|v| lower.node(v));
        crate::object! {
            "SourceVolume": volume_name(lower, file),
            "ContainerPath": file.field("path").map(|v| lower.node(v)),
            "ReadOnly": read_only,
        }
        .into()
    });
    let each: Vec<Node> = each.collect();
    (!each.is_empty()).then_some(each)
}

/// A mount is of one thing.
pub fn check(lower: &mut Lower, file: &Val) {
    if file.as_map().is_none() {
        return;
    }
    match (file.field("file_system"), file.field("volume")) {
        (Some(_), Some(volume)) => {
            lower.error(&codes::CONFLICT, volume.span, "a mount is of a `file_system` or of a `volume`, not of both")
        }
        (None, None) => {
            let help = "give `file_system`, or `volume` with a name for storage that goes with the task";
            lower
                .report
                .add(Diagnostic::error(&codes::MISSING_PROPERTY, file.span, "nothing says what is mounted").help(help));
        }
        (None, Some(_)) => {
            if let Some(point) = file.field("access_point") {
                lower.error(&codes::CONFLICT, point.span, "an access point belongs to a `file_system`");
            }
        }
        (Some(_), None) => {}
    }
}
