//! One container of a Fargate task: what it runs, with which environment, secrets, ports and files.

mod check;
mod files;

use super::secrets;
use crate::aws::limits::ecs;
use crate::emit::{Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::lower::grants::Statement;
use crate::model::{Decl, Props};
use crate::quantity::Unit;
use crate::schema::{BlockShape, Literal, Property, Type, duration, int, prop, text, word, word_as};
use crate::source::Span;
pub use check::check;
pub use files::{of as files, volume_name};
use smol_str::SmolStr;

/// What every container can have.
pub static COMMON: &[Property] = &[
    prop("image", text(1, 1_024), "the image, with its registry and its tag or digest"),
    prop(
        "credentials",
        Type::Ref(&["secret"], "arn"),
        "the secret with which a private registry is read that is not ECR",
    ),
    prop("port", Type::Int(1, 65_535), "the port that it listens on"),
    prop(
        "ports",
        Type::List(&PORT, 1, 100),
        "the ports that it listens on; the first is what a load balancer sends to",
    ),
    prop("env", Type::Map(&Type::String), "environment variables; a declaration gives its name, URL or ARN"),
    prop(
        "secrets",
        Type::Map(&SECRET),
        "environment variables whose values come from secrets and parameters when it starts",
    )
    .secret(),
    prop("command", Type::List(&Type::String, 1, 1_000), "what it runs, instead of the image's own").to("Command"),
    prop("entry_point", Type::List(&Type::String, 1, 1_000), "what starts it, instead of the image's own")
        .to("EntryPoint"),
    prop("working_directory", Type::String, "where it starts, instead of the image's own").to("WorkingDirectory"),
    prop("user", Type::String, "the user that it runs as, instead of the image's own").to("User"),
    prop("read_only", Type::Bool, "whether its file system cannot be written to")
        .to("ReadonlyRootFilesystem")
        .aws("false"),
    prop("init", Type::Bool, "whether a small init process reaps what it starts")
        .to("LinuxParameters.InitProcessEnabled")
        .aws("false"),
    prop(
        "files",
        Type::OneOrMore(&Type::Record(files::FIELDS), 20),
        "file systems (EFS), and volumes that the task's containers share",
    ),
    prop("health", Type::OneOf(&[Type::String, Type::Record(HEALTH)]), "the command that tells whether it is well"),
    prop("stop_timeout", duration(Unit::S, ecs::STOP_TIMEOUT), "how long it has to stop by itself")
        .to("StopTimeout")
        .aws("30 s"),
    prop("after", Type::Map(&Type::Words(UNTIL)), "containers that come first, and until when it waits for them"),
];

pub const COMMON_COUNT: usize = COMMON.len();

static PORT: Type = Type::OneOf(&[Type::Int(1, 65_535), Type::Record(PORT_FIELDS)]);

static PORT_FIELDS: &[Property] = &[
    prop("port", Type::Int(1, 65_535), "the port").required(),
    prop("protocol", Type::Words(&[word("tcp", "TCP"), word("udp", "UDP")]), "its protocol")
        .is(Literal::Str("tcp"), "tcp"),
];

static SECRET: Type = Type::OneOf(&[Type::Decl(&["secret", "parameter", "resource"]), Type::String]);

static HEALTH: &[Property] = &[
    prop(
        "command",
        Type::OneOf(&[Type::String, Type::List(&Type::String, 1, 100)]),
        "a line for the shell, or a program and its arguments",
    )
    .required(),
    prop("interval", duration(Unit::S, ecs::HEALTH_INTERVAL), "how often").to("Interval").aws("30 s"),
    prop("timeout", duration(Unit::S, ecs::HEALTH_TIMEOUT), "how long one check may take").to("Timeout").aws("5 s"),
    prop("retries", int(ecs::HEALTH_RETRIES), "how often it fails until the container is unwell")
        .to("Retries")
        .aws("3"),
    prop("start", duration(Unit::S, ecs::HEALTH_START), "how long failures do not count at first")
        .to("StartPeriod")
        .aws("0 s"),
];

static UNTIL: &[crate::schema::Word] = &[
    word_as("start", "START", "it has started"),
    word_as("complete", "COMPLETE", "it has run to its end"),
    word_as("success", "SUCCESS", "it has run to its end without an error"),
    word_as("healthy", "HEALTHY", "its `health` says so"),
];

static SIDECAR_PROPERTIES: [Property; COMMON_COUNT + 3] = crate::schema::concat(&[
    COMMON,
    &[
        prop("cpu", Type::Vcpu, "its share of the task's processor").to("Cpu"),
        prop("memory", Type::Size(Unit::Mb, 6, 249_856), "the most memory that it may use").to("Memory"),
        prop("essential", Type::Bool, "whether the task stops when it stops").is(Literal::Bool(true), "true"),
    ],
]);

/// `container Name { … }`.
pub static SIDECAR: BlockShape = BlockShape {
    kind: "container",
    doc: "A further container of the task, beside the main one.",
    properties: &SIDECAR_PROPERTIES,
    max: 9,
    becomes: None,
    attributes: &[],
};

/// A container with what its definition is made of.
#[derive(Clone, Copy)]
pub struct Container<'d> {
    pub decl: &'d Decl,
    pub name: &'d SmolStr,
    pub props: &'d Props,
    pub span: Span,
    pub main: bool,
}

/// The containers of a task: the main one, then the others as the source has them.
pub fn all(decl: &Decl) -> Vec<Container<'_>> {
    let main = Container { decl, name: &decl.logical_id, props: &decl.props, span: decl.name_span, main: true };
    let others = decl.blocks_of("container");
    let others = others.map(|b| Container { decl, name: &b.name, props: &b.props, span: b.name_span, main: false });
    std::iter::once(main).chain(others).collect()
}

/// A port that a container listens on.
#[derive(Clone)]
pub struct Port {
    pub port: Node,
    pub protocol: &'static str,
}

impl Port {
    /// The name by which Service Connect knows it.
    pub fn name(&self, number: usize) -> String {
        match self.port.json {
            crate::emit::Json::Int(port) => format!("port-{port}"),
            _ => format!("port-{}", number + 1),
        }
    }
}

/// The ports of a container, the first one first.
pub fn ports(lower: &Lower, props: &Props) -> Vec<Port> {
    let one = props.get("port").into_iter();
    let many = props.get("ports").and_then(Val::as_list).unwrap_or_default();
    let each = one.chain(many).map(|value| {
        let udp = value.field("protocol").and_then(Val::as_str) == Some("udp");
        let port = lower.node(value.field("port").unwrap_or(value));
        Port { port, protocol: if udp { "udp" } else { "tcp" } }
    });
    each.collect()
}

/// A map as a list of objects with a name and a value.
pub fn pairs(lower: &Lower, value: &Val, key_name: &'static str, value_name: &'static str) -> Node {
    lower.choose(value, &mut |map| {
        let fields = map.as_map().map(|m| m.0.as_slice()).unwrap_or_default();
        let each = fields
            .iter()
            .filter(|(_, v)| !v.is_null())
            .map(|(key, v)| pair(lower, &key.text, v, (key_name, value_name)));
        Node::list(each)
    })
}

fn pair(lower: &Lower, key: &SmolStr, value: &Val, names: (&'static str, &'static str)) -> Node {
    match &value.v {
        V::If(cond, branches) if branches.0.is_null() || branches.1.is_null() => {
            let one = |v: &Val| if v.is_null() { Node::no_value() } else { pair(lower, key, v, names) };
            Node::choose(lower.condition_name(*cond), one(&branches.0), one(&branches.1))
        }
        _ => {
            let mut object = Object::new().with(names.0, key.clone());
            object.set(names.1, lower.node(value));
            Node::from(object).at(value.span)
        }
    }
}

/// What stands around a container: its image, where it logs, and what needs names for ports.
pub struct Around<'n> {
    pub image: Node,
    pub log_group: Option<&'n Node>,
    pub named_ports: bool,
    pub exec: bool,
}

/// A container's definition; what it needs of the execution role is added to `needs`.
pub fn definition(lower: &mut Lower, container: Container, around: Around, needs: &mut Vec<Statement>) -> Node {
    let props = container.props;
    let mut object = Object::new();
    object.set("Name", container.name.clone());
    object.set("Image", around.image);
    if let Some(secret) = props.get("credentials") {
        let arn = lower.node(secret);
        needs.push(Statement::new(&["secretsmanager:GetSecretValue"], vec![arn.clone()], container.decl.name_span));
        object.set("RepositoryCredentials", crate::object! { "CredentialsParameter": arn });
    }
    let essential = props.get("essential").map_or(Node::from(true), |v| lower.node(v));
    object.set("Essential", essential);
    lower.copy(props, &mut object);
    if around.exec {
        object.set_path("LinuxParameters.InitProcessEnabled", true);
    }
    object.set("PortMappings", port_mappings(lower, props, around.named_ports));
    object.set("Environment", props.get("env").map(|v| pairs(lower, v, "Name", "Value")));
    object.set("Secrets", secrets::of(lower, container, needs));
    object.set("HealthCheck", props.get("health").map(|v| health(lower, v)));
    object.set("DependsOn", props.get("after").map(|v| pairs(lower, v, "ContainerName", "Condition")));
    object.set("MountPoints", files::mounts(lower, props));
    object.set("LogConfiguration", around.log_group.map(|group| logging(group, container.name)));
    Node::from(object).at(container.span)
}

fn port_mappings(lower: &Lower, props: &Props, named: bool) -> Option<Vec<Node>> {
    let ports = ports(lower, props);
    let each = ports.into_iter().enumerate().map(|(i, port)| {
        let name = named.then(|| port.name(i));
        crate::object! { "Name": name, "ContainerPort": port.port, "Protocol": port.protocol }.into()
    });
    let each: Vec<Node> = each.collect();
    (!each.is_empty()).then_some(each)
}

fn health(lower: &Lower, value: &Val) -> Node {
    lower.choose(value, &mut |value| {
        let shell = |v: &Val| Node::list([Node::from("CMD-SHELL"), lower.node(v)]);
        let Some(fields) = value.as_map() else {
            return if value.is_null() { Node::no_value() } else { crate::object! { "Command": shell(value) }.into() };
        };
        let command = fields.get("command").map(|c| match c.as_list() {
            Some(words) => Node::list(std::iter::once(Node::from("CMD")).chain(words.iter().map(|w| lower.node(w)))),
            None => shell(c),
        });
        let mut object = Object::new().with("Command", command);
        copy_fields(lower, HEALTH, value, &mut object);
        object.into()
    })
}

/// Copies a record's fields by their table.
pub fn copy_fields(lower: &Lower, table: &'static [Property], record: &Val, object: &mut Object) {
    for property in table {
        if let (Some(to), Some(value)) = (property.to, record.field(property.name)) {
            object.set_path(to, lower.property(value));
        }
    }
}

fn logging(group: &Node, name: &SmolStr) -> Node {
    let options = crate::object! {
        "awslogs-group": group.clone(),
        "awslogs-region": Node::reference("AWS::Region"),
        "awslogs-stream-prefix": name.clone(),
    };
    crate::object! { "LogDriver": "awslogs", "Options": options }.into()
}
