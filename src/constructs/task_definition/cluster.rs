//! The cluster that a stack's services and tasks share.

use super::CLUSTER;
use crate::constructs::container;
use crate::emit::{Json, Node, Object, Resource};
use crate::lower::Lower;
use crate::model::Decl;
use smol_str::SmolStr;

/// The name of a declaration's cluster; makes nothing.
pub fn cluster_name(lower: &Lower, decl: &Decl) -> Node {
    match lower.get(&decl.props, "cluster") {
        Some(given) => given,
        None if decl.existing => Node::new(Json::Null),
        None => Node::reference(CLUSTER),
    }
}

/// The services and tasks of the stack that run in the cluster that they share.
fn sharing<'m>(lower: &Lower<'m>) -> Vec<&'m Decl> {
    let runs =
        |d: &&Decl| matches!(d.kind_word(), "service" | "task") && !d.existing && d.props.get("cluster").is_none();
    lower.stack.decls.iter().filter(runs).filter(|d| d.props.bool("express") != Some(true)).collect()
}

/// Makes the cluster that the stack's services and tasks share, once; gives the name of the declaration's own.
pub fn cluster(lower: &mut Lower, decl: &Decl) -> Node {
    let raw = |d: &&Decl| {
        d.logical_id == CLUSTER && d.resource_type.as_ref().is_some_and(|(ty, _)| ty == "AWS::ECS::Cluster")
    };
    let given = decl.props.get("cluster").is_some() || lower.stack.decls.iter().any(|d| raw(&d));
    let sharing = sharing(lower);
    let mine = lower.resources.iter().any(|r| r.id == CLUSTER && r.part == CLUSTER);
    if !given && !mine {
        let same = sharing.iter().all(|d| d.condition == decl.condition);
        let spot = sharing.iter().any(|d| d.props.get("spot").is_some());
        let properties = crate::object! {
            "CapacityProviders": spot.then(|| crate::nodes!["FARGATE", "FARGATE_SPOT"]),
            "Tags": stack_tags(lower),
        };
        let condition = if same { lower.condition().cloned() } else { None };
        make_common(
            lower,
            decl,
            Common { id: CLUSTER.into(), part: CLUSTER, condition },
            "AWS::ECS::Cluster",
            properties,
        );
    }
    cluster_name(lower, decl)
}

/// The tags of the stack alone, for what several declarations share.
pub fn stack_tags(lower: &Lower) -> Option<Node> {
    let tags = lower.stack.settings.get("tags")?;
    Some(container::pairs(lower, tags, "Key", "Value"))
}

/// What several declarations share, and the first of them makes.
pub struct Common {
    pub id: SmolStr,
    pub part: &'static str,
    pub condition: Option<SmolStr>,
}

/// Makes what several declarations share.
pub fn make_common(lower: &mut Lower, decl: &Decl, common: Common, ty: &'static str, properties: Object) {
    lower.push(Resource {
        id: common.id,
        ty: SmolStr::new_static(ty),
        properties,
        condition: common.condition,
        depends_on: Vec::new(),
        deletion_policy: None,
        update_replace_policy: None,
        attributes: Object::new(),
        span: decl.name_span,
        owner: Some(decl.id.0 as usize),
        part: common.part,
        cycle_help: None,
        waits: crate::emit::template::Waits::default(),
    });
}
