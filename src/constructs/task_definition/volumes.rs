//! The volumes of a task: file systems (EFS), and storage that its containers share.

use crate::constructs::container;
use crate::emit::Node;
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::Decl;
use smol_str::SmolStr;

/// `Volumes`: each once, whoever mounts it.
pub fn lower(lower: &Lower, decl: &Decl) -> Option<Vec<Node>> {
    let mut volumes: Vec<(SmolStr, Node)> = Vec::new();
    for container in container::all(decl) {
        for file in container::files(container.props) {
            let name = container::volume_name(lower, file);
            if !volumes.iter().any(|(n, _)| *n == name) {
                volumes.push((name.clone(), volume(lower, name, file)));
            }
        }
    }
    (!volumes.is_empty()).then(|| volumes.into_iter().map(|(_, v)| v).collect())
}

fn volume(lower: &Lower, name: SmolStr, file: &Val) -> Node {
    let system = file.field("file_system").map(|system| {
        let point = file.field("access_point").map(|v| lower.node(v));
        crate::object! {
            "FilesystemId": lower.node(system),
            "TransitEncryption": "ENABLED",
            "AuthorizationConfig": crate::object! { "AccessPointId": point, "IAM": "ENABLED" },
        }
    });
    Node::from(crate::object! { "Name": name, "EFSVolumeConfiguration": system }).at(file.span)
}
