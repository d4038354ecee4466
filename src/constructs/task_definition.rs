//! The task definition that a `service` and a `task` share: sizes, containers, roles, logs, volumes, cluster.

use super::container::{self, Around, Container};
use super::registry::{self, Registry};
use super::{groups, secrets, size};
use crate::aws::{limits::ecs, names};
use crate::constructs::function::config::check_retention;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object, Policy, Resource};
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::lower::grants::{RoleOf, Statement, trust};
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{Attribute, Existing, Literal, Part, Property, Source, Type, attribute, part, prop, word_as};
use crate::source::Span;
use smol_str::SmolStr;

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
    ),
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
    prop("logs", Type::Record(LOGS), "where it logs; `null` for nowhere").always(),
    prop("role", Type::Ref(&["role"], "arn"), "the role that it runs under, instead of one that is made of its `can`s"),
    prop("execution_role", Type::Ref(&["role"], "arn"), "the role that starts it, instead of one that is made"),
    prop("policies", Type::List(&Type::Ref(&["policy"], "arn"), 0, 20), "managed policies that its role has, too"),
    prop("permissions_boundary", Type::Ref(&["policy"], "arn"), "the boundary of its roles"),
    prop("tags", Type::Map(&Type::String), "its tags"),
];

pub const COMMON_COUNT: usize = COMMON.len();

static ARCHITECTURES: &[crate::schema::Word] =
    &[word_as("arm64", "ARM64", "Graviton, the cheaper one"), word_as("x86_64", "X86_64", "Intel and AMD")];

static LOGS: &[Property] = &[
    prop("retain", Type::Duration(Unit::Days, 1, 3653), "how long logs are kept").is(Literal::Int(30), "30 days"),
    prop("group", Type::Ref(&["log_group"], "name"), "a log group of one's own"),
    prop("kms_key", Type::Ref(&["kms_key"], "arn"), "the key that encrypts the log group"),
];

/// Days that logs are kept where the source says nothing.
const DEFAULT_RETENTION: i64 = 30;

/// Attributes that services and tasks share.
pub const DEFINITION_ATTRIBUTE: Attribute =
    attribute("definition", Source::Ref(DEFINITION), Existing::Given, "the ARN of its task definition");
pub const ROLE_ATTRIBUTE: Attribute =
    attribute("role", Source::With(role_arn), Existing::Given, "the ARN of the role that it runs under");
pub const CLUSTER_ATTRIBUTE: Attribute =
    attribute("cluster", Source::With(cluster_name), Existing::Given, "the name of its cluster");
pub const GROUP_ATTRIBUTE: Attribute = attribute(
    "security_group",
    Source::With(group),
    Existing::Given,
    "the id of its security group, the first where it has several",
);
pub const LOGS_ATTRIBUTE: Attribute =
    attribute("log_group", Source::With(log_group), Existing::Given, "the name of its log group");

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
    let group = logs(lower, decl);
    let mut needs = Vec::new();
    let mut definitions = Vec::new();
    for container in container::all(decl) {
        let image = image(lower, decl, container);
        needs.extend(pull(decl, &image));
        let around = Around {
            image,
            log_group: group.as_ref().map(|g| &g.name),
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
    let execution = execution_role(lower, decl, needs);
    let statements = statements(lower, decl, how);
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
    properties.set("Volumes", volumes(lower, decl));
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

/// What the execution role needs to pull an image: nothing for public registries.
fn pull(decl: &Decl, image: &Node) -> Vec<Statement> {
    let layers = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
    let repository = match registry::of(image) {
        Registry::Ecr(repository) => repository,
        Registry::Unknown => Node::sub("arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/*"),
        Registry::Other(_) => return Vec::new(),
    };
    let span = decl.name_span;
    vec![
        Statement::new(&["ecr:GetAuthorizationToken"], vec![Node::from("*")], span),
        Statement::new(&layers, vec![repository], span),
    ]
}

/// The log group, with the ARN of its streams.
struct Group {
    name: Node,
    streams: Node,
}

fn logs(lower: &mut Lower, decl: &Decl) -> Option<Group> {
    if decl.props.prop("logs").is_some_and(|p| p.value.is_null()) {
        return None;
    }
    let settings = decl.props.get("logs").cloned();
    let field = |name: &str| settings.as_ref().and_then(|s| s.field(name)).filter(|v| !v.is_null());
    if let Some(group) = field("group") {
        let name = lower.node(group);
        let arn = Node::sub("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:");
        let streams = Node::join([arn, name.clone(), Node::from(":*")]);
        return Some(Group { name, streams });
    }
    let name = match lower.get(&decl.props, "name") {
        Some(name) => Node::join([Node::from("/aws/ecs/"), name]),
        None => Node::sub(&format!("/aws/ecs/${{AWS::StackName}}-{}", decl.logical_id)),
    };
    let properties = crate::object! {
        "LogGroupName": name,
        "RetentionInDays": field("retain").map_or(Node::from(DEFAULT_RETENTION), |v| lower.node(v)),
        "KmsKeyId": field("kms_key").map(|v| lower.node(v)),
        "Tags": lower.tags(decl),
    };
    let id = lower.add(decl, "Logs", "AWS::Logs::LogGroup", properties);
    if let Some(resource) = lower.resource(&id) {
        resource.deletion_policy = Some(Policy::Delete);
        resource.update_replace_policy = Some(Policy::Delete);
    }
    Some(Group { name: Node::reference(id.clone()), streams: Node::get_att(id, "Arn") })
}

/// The role that starts the task: it pulls the image, reads the secrets, and writes the logs.
fn execution_role(lower: &mut Lower, decl: &Decl, needs: Vec<Statement>) -> Option<Node> {
    if let Some(given) = lower.get(&decl.props, "execution_role") {
        return Some(given);
    }
    if needs.is_empty() {
        return None;
    }
    let document = lower.policy_document(needs);
    let policy = crate::object! { "PolicyName": format!("{}Execution", decl.logical_id), "PolicyDocument": document };
    let properties = crate::object! {
        "AssumeRolePolicyDocument": trust(PRINCIPAL),
        "Policies": vec![policy.into()],
        "PermissionsBoundary": lower.get(&decl.props, "permissions_boundary"),
        "Tags": lower.tags(decl),
    };
    let id = lower.add(decl, EXECUTION_ROLE, "AWS::IAM::Role", properties);
    Some(Node::get_att(id, "Arn"))
}

/// What the task's own role must allow: what `can` grants, what triggers and settings need.
fn statements(lower: &mut Lower, decl: &Decl, how: How) -> Vec<Statement> {
    let mut statements = lower.granted(decl);
    for trigger in &decl.triggers {
        let mut needed = (trigger.shape.access)(lower, decl, trigger);
        needed.iter_mut().for_each(|s| s.condition = trigger.condition);
        statements.extend(needed);
    }
    if how.exec {
        statements.push(Statement::new(EXEC, vec![Node::from("*")], decl.props.span("exec", decl.name_span)));
    }
    for container in container::all(decl) {
        for file in container::files(container.props) {
            statements.extend(mount(lower, file));
        }
    }
    statements
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html>, 2026-11-23: they take no resource.
const EXEC: &[&str] = &[
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
];

fn mount(lower: &Lower, file: &Val) -> Option<Statement> {
    let system = lower.node(file.field("file_system")?);
    let arn = Node::sub("arn:${AWS::Partition}:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:file-system/");
    let read_only = file.field("read_only").and_then(Val::as_bool) == Some(true);
    let actions: &[&'static str] = if read_only {
        &["elasticfilesystem:ClientMount"]
    } else {
        &["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
    };
    Some(Statement::new(actions, vec![Node::join([arn, system])], file.span))
}

fn volumes(lower: &Lower, decl: &Decl) -> Option<Vec<Node>> {
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

/// The name of a declaration's cluster; makes nothing.
pub fn cluster_name(lower: &Lower, decl: &Decl) -> Node {
    lower.get(&decl.props, "cluster").unwrap_or_else(|| Node::reference(CLUSTER))
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
        lower.push(Resource {
            id: SmolStr::new_static(CLUSTER),
            ty: SmolStr::new_static("AWS::ECS::Cluster"),
            properties,
            condition: if same { lower.condition().cloned() } else { None },
            depends_on: Vec::new(),
            deletion_policy: None,
            update_replace_policy: None,
            attributes: Object::new(),
            span: decl.name_span,
            owner: Some(decl.id.0 as usize),
            part: CLUSTER,
            cycle_help: None,
        });
    }
    cluster_name(lower, decl)
}

/// The tags of the stack alone, for what several declarations share.
pub fn stack_tags(lower: &Lower) -> Option<Node> {
    let tags = lower.stack.settings.get("tags")?;
    Some(container::pairs(lower, tags, "Key", "Value"))
}

/// `AwsvpcConfiguration`; makes the group where none is given.
pub fn placement(lower: &mut Lower, decl: &Decl) -> Object {
    let groups = groups::made(lower, decl);
    crate::object! {
        "Subnets": subnets(lower, decl),
        "SecurityGroups": groups,
        "AssignPublicIp": public_ip(lower, decl),
    }
}

/// The subnets that a declaration's tasks stand in.
pub fn subnets(lower: &Lower, decl: &Decl) -> Node {
    let Some(network) = groups::network_of(lower, decl) else { return Node::list([]) };
    match decl.props.get("public_ip") {
        None => super::network::private_subnets(lower, network),
        Some(value) => lower.choose(value, &mut |v| match v.as_bool() {
            Some(true) => super::network::public_subnets(lower, network),
            _ => super::network::private_subnets(lower, network),
        }),
    }
}

fn public_ip(lower: &Lower, decl: &Decl) -> Node {
    let word = |v: &Val| Node::from(if v.as_bool() == Some(true) { "ENABLED" } else { "DISABLED" });
    decl.props.get("public_ip").map_or(Node::from("DISABLED"), |v| lower.choose(v, &mut |v| word(v)))
}

/// The ARNs of the roles that whoever starts the task must be allowed to pass on.
pub fn roles(lower: &Lower, decl: &Decl) -> Vec<Node> {
    vec![execution_role_arn(lower, decl), role_arn(lower, decl)]
}

fn role_arn(lower: &Lower, decl: &Decl) -> Node {
    lower.get(&decl.props, "role").unwrap_or_else(|| Node::get_att(lower.part_id(decl, "Role"), "Arn"))
}

fn execution_role_arn(lower: &Lower, decl: &Decl) -> Node {
    let made = || Node::get_att(lower.part_id(decl, EXECUTION_ROLE), "Arn");
    lower.get(&decl.props, "execution_role").unwrap_or_else(made)
}

fn group(lower: &Lower, decl: &Decl) -> Node {
    groups::of(lower, decl).into_iter().next().unwrap_or_else(Node::no_value)
}

fn log_group(lower: &Lower, decl: &Decl) -> Node {
    let given = decl.props.get("logs").and_then(|l| l.field("group")).and_then(|g| lower.property(g));
    given.unwrap_or_else(|| Node::reference(lower.part_id(decl, "Logs")))
}

/// What tasks in a network wait for: the way out that they need to start.
pub fn wait_for_way_out(lower: &mut Lower, decl: &Decl, id: &str) {
    let Some(network) = groups::network_of(lower, decl).filter(|n| !n.existing) else { return };
    let public = decl.props.get("public_ip");
    let mut needed = Vec::new();
    if public.is_some_and(|v| v.as_bool() != Some(false)) {
        needed.extend(super::network::outbound(lower, network, true));
    }
    if public.is_none_or(|v| v.as_bool() != Some(true)) {
        needed.extend(super::network::outbound(lower, network, false));
        needed.extend(super::network::endpoint_ids(lower, network));
    }
    let span: Span = decl.props.span("network", decl.name_span);
    for other in needed {
        lower.wait_for(id, other, span);
    }
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
    let group = logs(lower, decl);
    let mut needs = Vec::new();
    let main = container::all(decl)[0];
    let image = image(lower, decl, main);
    needs.extend(pull(decl, &image));
    let secrets = secrets::of(lower, main, &mut needs);
    if let Some(group) = &group {
        needs.push(Statement::new(
            &["logs:CreateLogStream", "logs:PutLogEvents"],
            vec![group.streams.clone()],
            decl.name_span,
        ));
    }
    let execution = execution_role(lower, decl, needs);
    let statements = statements(lower, decl, How::default());
    let role = lower.role(decl, RoleOf { part: "Role", service: PRINCIPAL, given: "role" }, statements);
    Express { image, execution, role, log_group: group.map(|g| g.name), secrets }
}
