//! The task definition that a `service` and a `task` share: sizes, containers, roles, logs, volumes, cluster.

mod cluster;
mod logs;
mod placement;
mod roles;
mod volumes;

use super::container::{self, Around, Container};
use super::{groups, secrets, size};
use crate::aws::{limits::ecs, names};
use crate::constructs::function::config::check_retention;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::lower::Lower;
use crate::lower::grants::{RoleOf, Statement};
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{Attribute, Existing, Literal, Part, Property, Source, Type, attribute, part, prop, word_as};
pub use cluster::{Common, cluster, cluster_name, make_common, stack_tags};
pub use placement::{placement, subnets, wait_for_way_out};
pub use roles::arns as roles;

const PRINCIPAL: &str = "ecs-tasks.amazonaws.com";
/// The cluster that a stack's services and tasks share.
pub const CLUSTER: &str = "Cluster";
const DEFINITION: &str = "Definition";
const EXECUTION_ROLE: &str = "ExecutionRole";

/// What services and tasks can have beside their container's own.
pub static COMMON: &[Property] = &[
    prop(
        "build",
        Type::String,
        "a folder with a Dockerfile, instead of `image`: the image built of it is given as a parameter",
    )
    .path(),
    prop("cpu", Type::Vcpu, "processors").derived("the least that goes with `memory`, 0.25 vCPU without one"),
    prop("memory", Type::Size(Unit::Mb, 512, 249_856), "memory").derived("the least that goes with `cpu`"),
    prop("arch", Type::Words(ARCHITECTURES), "the processor").aws("x86_64"),
    prop(
        "ephemeral_storage",
        Type::Size(Unit::Gb, ecs::EPHEMERAL_STORAGE.min, ecs::EPHEMERAL_STORAGE.max),
        "the size of its own storage",
    )
    .aws("20 GB"),
    groups::NETWORK,
    groups::SECURITY_GROUPS,
    prop("public_ip", Type::Bool, "whether it stands in public subnets and has a public address")
        .is(Literal::Bool(false), "false"),
    prop("cluster", Type::String, "the name of a cluster").derived("one that the stack's services and tasks share"),
    prop("logs", Type::Record(logs::FIELDS), "where it logs; `null` for nowhere").always(),
    prop("role", Type::Ref(&["role"], "arn"), "the role that it runs under, instead of one that is made of its `can`s"),
    prop("execution_role", Type::Ref(&["role"], "arn"), "the role that starts it, instead of one that is made"),
    prop("policies", Type::List(&Type::Ref(&["policy"], "arn"), 0, 20), "managed policies that its role has, too"),
    prop("permissions_boundary", Type::Ref(&["policy"], "arn"), "the boundary of its roles"),
    prop("tags", Type::Map(&Type::String), "its tags"),
];

pub const COMMON_COUNT: usize = COMMON.len();

static ARCHITECTURES: &[crate::schema::Word] =
    &[word_as("arm64", "ARM64", "Graviton, the cheaper one"), word_as("x86_64", "X86_64", "Intel and AMD")];

/// Attributes that services and tasks share.
pub const DEFINITION_ATTRIBUTE: Attribute =
    attribute("definition", Source::Ref(DEFINITION), Existing::Given, "the ARN of its task definition");
pub const ROLE_ATTRIBUTE: Attribute =
    attribute("role", Source::With(roles::own), Existing::Given, "the ARN of the role that it runs under");
pub const CLUSTER_ATTRIBUTE: Attribute =
    attribute("cluster", Source::With(cluster_name), Existing::Given, "the name of its cluster");
/// What an existing one says of itself.
pub const ARN: Property = prop("arn", Type::String, "the ARN of an existing one");
pub const SECURITY_GROUP: Property =
    prop("security_group", Type::Ref(&["security_group"], "id"), "the id of an existing one's security group");
pub const GROUP_ATTRIBUTE: Attribute = attribute(
    "security_group",
    Source::With(placement::group),
    Existing::Given,
    "the id of its security group, the first where it has several",
);
pub const LOGS_ATTRIBUTE: Attribute =
    attribute("log_group", Source::With(logs::name), Existing::Given, "the name of its log group");

/// Parts that services and tasks share.
pub const PARTS: [Part; 7] = [
    part(DEFINITION, "AWS::ECS::TaskDefinition", "always"),
    part("Role", "AWS::IAM::Role", "it has no `role` of its own"),
    part(EXECUTION_ROLE, "AWS::IAM::Role", "it has no `execution_role` of its own"),
    part("Logs", "AWS::Logs::LogGroup", "it has no `logs.group` of its own"),
    part("Group", "AWS::EC2::SecurityGroup", "it has no `security_groups` of its own"),
    part("GroupFrom", "AWS::EC2::SecurityGroupIngress", "something may call it"),
    part("Secret", "AWS::SecretsManager::Secret", "a secret parameter stands in `secrets`"),
];

/// The shared part of a declaration's checks.
pub fn check(lower: &mut Lower, decl: &Decl) {
    size::check(lower, decl);
    let public = decl.props.bool("public_ip") == Some(true);
    groups::check(lower, decl, if public { "public_subnets" } else { "private_subnets" });
    check_image(lower, decl);
    if let Some(retain) = decl.props.get("logs").and_then(|l| l.field("retain")) {
        check_retention(lower, retain);
    }
    for container in container::all(decl) {
        container::check(lower, container);
        secrets::check(lower, container);
    }
    check_names(lower, decl);
}

fn check_image(lower: &mut Lower, decl: &Decl) {
    match (decl.props.get("image"), decl.props.prop("build")) {
        (None, None) => {
            let message = format!("nothing says what `{}` runs", decl.name);
            let help = "give `image`, or `build` with a folder that holds a Dockerfile";
            lower.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, decl.name_span, message).help(help));
        }
        (Some(_), Some(build)) => lower.error(&codes::CONFLICT, build.key_span, "`image` and `build` say the same"),
        (None, Some(build)) => {
            let Some(folder) = build.value.as_str() else { return };
            let file = crate::files::join(&crate::files::join(&decl.folder, folder), "Dockerfile");
            if lower.files.kind(&file) != Some(crate::files::Kind::File) {
                let message = format!("there is no `Dockerfile` in `{folder}`");
                lower.error(&codes::NO_CODE, build.value.span, message);
            }
        }
        _ => {}
    }
}

fn check_names(lower: &mut Lower, decl: &Decl) {
    for container in container::all(decl).iter().filter(|c| !c.main) {
        if let Err(problem) = names::CONTAINER.check(container.name) {
            let message = format!("a container cannot be called `{}`: {}", container.name, problem.describe());
            lower.error(&codes::BAD_TEXT, container.span, message);
        }
        if *container.name == decl.logical_id {
            let message = format!("the main container is called `{}`, too", container.name);
            lower.error(&codes::DUPLICATE_NAME, container.span, message);
        }
    }
}

/// How a definition is made: by what uses it.
#[derive(Clone, Copy, Default)]
pub struct How {
    /// Ports have names, for Service Connect.
    pub named_ports: bool,
    /// Commands can be run in it.
    pub exec: bool,
}

/// Makes the task definition, its roles and its log group; gives the reference to it.
pub fn lower(lower: &mut Lower, decl: &Decl, how: How) -> Node {
    let group = logs::lower(lower, decl);
    let mut needs = Vec::new();
    let mut definitions = Vec::new();
    for container in container::all(decl) {
        let image = image(lower, decl, container);
        needs.extend(roles::pull(decl, &image));
        let around = Around {
            image,
            log_group: group.as_ref().and_then(|g| g.name.as_ref()),
            named_ports: how.named_ports,
            exec: how.exec && container.main,
        };
        let definition = container::definition(lower, container, around, &mut needs);
        definitions.push(under(lower, decl, container, definition));
    }
    if let Some(group) = &group {
        needs.push(Statement::new(
            &["logs:CreateLogStream", "logs:PutLogEvents"],
            vec![group.streams.clone()],
            decl.name_span,
        ));
    }
    let execution = roles::execution(lower, decl, needs);
    let statements = roles::statements(lower, decl, how);
    let role = lower.role(decl, RoleOf { part: "Role", service: PRINCIPAL, given: "role" }, statements);
    let (cpu, memory) = size::nodes(lower, decl);
    let mut properties = crate::object! {
        "Family": family(lower, decl),
        "RequiresCompatibilities": crate::nodes!["FARGATE"],
        "NetworkMode": "awsvpc",
        "Cpu": cpu,
        "Memory": memory,
        "RuntimePlatform": platform(lower, decl),
        "ExecutionRoleArn": execution,
        "TaskRoleArn": role,
    };
    properties.set_path("EphemeralStorage.SizeInGiB", lower.get(&decl.props, "ephemeral_storage"));
    properties.set("ContainerDefinitions", definitions);
    properties.set("Volumes", volumes::lower(lower, decl));
    properties.set("Tags", lower.tags(decl));
    Node::reference(lower.add(decl, DEFINITION, "AWS::ECS::TaskDefinition", properties))
}

/// A sidecar that stands in an `if` is there under its condition.
fn under(lower: &Lower, decl: &Decl, container: Container, definition: Node) -> Node {
    let block = decl.blocks.iter().find(|b| !container.main && b.name == *container.name);
    match block.and_then(|b| b.condition) {
        Some(cond) => Node::choose(lower.condition_name(cond), definition, Node::no_value()),
        None => definition,
    }
}

fn family(lower: &Lower, decl: &Decl) -> Node {
    lower.get(&decl.props, "name").unwrap_or_else(|| Node::sub(&format!("${{AWS::StackName}}-{}", decl.logical_id)))
}

fn platform(lower: &Lower, decl: &Decl) -> Option<Object> {
    let arch = lower.get(&decl.props, "arch")?;
    Some(crate::object! { "CpuArchitecture": arch, "OperatingSystemFamily": "LINUX" })
}

/// The image of a container; one that is built here is given as a parameter.
fn image(lower: &mut Lower, decl: &Decl, container: Container) -> Node {
    if let Some(image) = lower.get(&container.props.clone(), "image") {
        return image;
    }
    let id = lower.part_id(decl, "Image");
    let folder = decl.props.str("build").unwrap_or_default().to_string();
    let body = crate::object! { "Type": "String", "Description": format!("The image that is built of {folder} for {}", decl.name) };
    lower.parameters.push((id.clone(), body));
    lower.note(decl, format!("its image is given as the parameter `{id}`: build `{folder}` with docker and push it"));
    Node::reference(id).at(decl.props.span("build", decl.name_span))
}

/// What an express service takes in place of a definition of its own.
pub struct Express {
    pub image: Node,
    pub execution: Option<Node>,
    pub role: Node,
    pub log_group: Option<Node>,
    pub secrets: Option<Vec<Node>>,
}

/// Makes the roles and the log group of an express service.
pub fn express(lower: &mut Lower, decl: &Decl) -> Express {
    let group = logs::lower(lower, decl);
    let mut needs = Vec::new();
    let main = container::all(decl)[0];
    let image = image(lower, decl, main);
    needs.extend(roles::pull(decl, &image));
    let secrets = secrets::of(lower, main, &mut needs);
    if let Some(group) = &group {
        needs.push(Statement::new(
            &["logs:CreateLogStream", "logs:PutLogEvents"],
            vec![group.streams.clone()],
            decl.name_span,
        ));
    }
    let execution = roles::execution(lower, decl, needs);
    let statements = roles::statements(lower, decl, How::default());
    let role = lower.role(decl, RoleOf { part: "Role", service: PRINCIPAL, given: "role" }, statements);
    Express { image, execution, role, log_group: group.and_then(|g| g.name), secrets }
}

/// What only an existing one says of itself stands in no other.
pub fn check_given(lower: &mut Lower, decl: &Decl, given: &'static [Property]) {
    for prop in given.iter().filter_map(|p| decl.props.prop(p.name)) {
        let kind = decl.kind_word();
        let message = format!("`{}` is for a {kind} that exists already", prop.property.name);
        let help = format!("write `existing {kind} {} {{ … }}`", decl.name);
        lower.report.add(Diagnostic::error(&codes::CONFLICT, prop.key_span, message).help(help));
    }
}
