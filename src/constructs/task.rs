//! `task`: containers on Fargate that run to their end (Amazon ECS), started by a trigger or by whoever `can run` it.

use super::container::{self, SIDECAR};
use super::task_definition::{
    self, CLUSTER_ATTRIBUTE, DEFINITION_ATTRIBUTE, GROUP_ATTRIBUTE, How, LOGS_ATTRIBUTE, ROLE_ATTRIBUTE,
};
use super::{groups, reach};
use crate::aws::names;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Json, Node};
use crate::lower::Lower;
use crate::lower::grants::Statement;
use crate::model::Decl;
use crate::schema::{
    Attribute, Compute, Construct, Existing, Property, Source, Type, Verb, attribute, part, prop, verb,
};

static OWN: &[Property] =
    &[prop("name", Type::Name(&names::TASK_FAMILY), "its family in AWS, instead of one named after the stack")];

static GIVEN: &[Property] = &[
    task_definition::ARN,
    task_definition::SECURITY_GROUP,
    prop("subnets", Type::String, "the ids of the subnets that an existing task runs in, as one text with commas"),
];

static PROPERTIES: [Property; container::COMMON_COUNT + task_definition::COMMON_COUNT + OWN.len() + GIVEN.len()] =
    crate::schema::concat(&[container::COMMON, task_definition::COMMON, OWN, GIVEN]);

static ATTRIBUTES: &[Attribute] = &[
    attribute(
        "arn",
        Source::Ref("Definition"),
        Existing::Format("arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/${name}"),
        "the ARN of its task definition",
    ),
    Attribute { existing: Existing::Format("${arn}"), ..DEFINITION_ATTRIBUTE },
    attribute("name", Source::With(family), Existing::Given, "the family of its task definition"),
    CLUSTER_ATTRIBUTE,
    ROLE_ATTRIBUTE,
    GROUP_ATTRIBUTE,
    LOGS_ATTRIBUTE,
    attribute(
        "subnets",
        Source::With(subnets),
        Existing::Given,
        "the ids of the subnets that it runs in, as one text with commas",
    ),
];

static VERBS: &[Verb] = &[verb("run", &[], "start it, and hand its roles to it").more(access)];

pub static TASK: Construct = Construct {
    kind: "task",
    group: "compute",
    doc: "Containers that run to their end (Amazon ECS on Fargate), started by a trigger or by whoever `can run` it.",
    properties: &PROPERTIES,
    blocks: &[&SIDECAR],
    attributes: ATTRIBUTES,
    as_text: "arn",
    verbs: VERBS,
    compute: Some(Compute::Task),
    trigger: None,
    stateful: None,
    existing: &["name", "arn", "cluster", "role", "execution_role", "security_group", "subnets"],
    parts: &[
        task_definition::PARTS[0],
        task_definition::PARTS[1],
        task_definition::PARTS[2],
        task_definition::PARTS[3],
        task_definition::PARTS[4],
        part("Secret", "AWS::SecretsManager::Secret", "a secret parameter stands in `secrets`"),
    ],
    example: "network Main { nat: one }\ntask Report {\n  image:   \"public.ecr.aws/docker/library/alpine:3\"\n  command: [\"echo\", \"done\"]\n  network: Main\n}",
    check: Some(check),
    lower,
    ..Construct::BLANK
};

fn check(lower: &mut Lower, decl: &Decl) {
    task_definition::check_given(lower, decl, GIVEN);
    if decl.props.prop("network").is_none() && decl.props.get("security_groups").is_none() {
        let message = format!("nothing says in which network `{}` runs", decl.name);
        let help = "declare one, `network Main { nat: one }`, and write `network: Main`";
        lower.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, decl.name_span, message).help(help));
    }
    task_definition::check(lower, decl);
    reach::check(lower, decl);
}

fn lower(lower: &mut Lower, decl: &Decl) {
    task_definition::lower(lower, decl, How::default());
    task_definition::cluster(lower, decl);
    groups::made(lower, decl);
}

fn family(lower: &Lower, decl: &Decl) -> Node {
    if decl.existing {
        return Node::new(Json::Null);
    }
    lower.get(&decl.props, "name").unwrap_or_else(|| Node::sub(&format!("${{AWS::StackName}}-{}", decl.logical_id)))
}

fn subnets(lower: &Lower, decl: &Decl) -> Node {
    if decl.existing {
        return Node::new(Json::Null);
    }
    let list = task_definition::subnets(lower, decl);
    match &list.json {
        Json::List(items) if items.iter().all(|n| n.as_str().is_some()) => {
            Node::from(items.iter().filter_map(Node::as_str).collect::<Vec<_>>().join(","))
        }
        _ => Node::call("Fn::Join", Node::list([Node::from(","), list])),
    }
}

/// All that starting a task wants: what a schedule's or a rule's target says, and what its role must be allowed.
pub struct Run {
    /// The cluster's ARN.
    pub cluster: Node,
    pub definition: Node,
    /// A list of ids.
    pub subnets: Node,
    /// A list of ids.
    pub groups: Node,
    /// `ENABLED` or `DISABLED`.
    pub public_ip: &'static str,
    pub access: Vec<Statement>,
}

/// What starts a task, for triggers.
pub fn run(lower: &mut Lower, decl: &Decl) -> Run {
    Run {
        cluster: cluster_arn(lower, decl),
        definition: Node::reference(lower.part_id(decl, "Definition")),
        subnets: task_definition::subnets(lower, decl),
        groups: Node::list(groups::of(lower, decl)),
        public_ip: if decl.props.bool("public_ip") == Some(true) { "ENABLED" } else { "DISABLED" },
        access: access(lower, decl),
    }
}

/// The ARN of a task's cluster, which targets of schedules and rules want.
fn cluster_arn(lower: &Lower, decl: &Decl) -> Node {
    let cluster = lower.attribute(decl.id, None, "cluster");
    match &cluster.json {
        Json::Str(text) if text.starts_with("arn:") => cluster,
        Json::Ref(id) if lower.stack.decls.iter().any(|d| d.logical_id == *id) || id == task_definition::CLUSTER => {
            Node::get_att(id.clone(), "Arn")
        }
        _ => Node::join([Node::sub("arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:cluster/"), cluster]),
    }
}

/// Starting the task in its cluster, and handing its roles to it.
fn access(lower: &Lower, decl: &Decl) -> Vec<Statement> {
    let span = decl.name_span;
    let in_cluster = crate::object! { "ArnEquals": crate::object! { "ecs:cluster": cluster_arn(lower, decl) } };
    let passed = crate::object! { "StringEquals": crate::object! { "iam:PassedToService": "ecs-tasks.amazonaws.com" } };
    let run = Statement::new(&["ecs:RunTask"], definitions(lower, decl), span).when(in_cluster.into());
    let roles = task_definition::roles(lower, decl);
    let pass = (!roles.is_empty()).then(|| Statement::new(&["iam:PassRole"], roles, span).when(passed.into()));
    std::iter::once(run).chain(pass).collect()
}

/// The task definitions that may be run: of an existing task each revision, unless its ARN names one.
fn definitions(lower: &Lower, decl: &Decl) -> Vec<Node> {
    if !decl.existing {
        return vec![Node::reference(lower.part_id(decl, "Definition"))];
    }
    let arn = lower.arn(decl);
    let every = Node::join([arn.clone(), Node::from(":*")]);
    match lower.get(&decl.props, "arn").as_ref().map(|given| given.as_str()) {
        None => vec![every],
        Some(Some(text)) if text.rsplit('/').next().is_some_and(|last| last.contains(':')) => vec![arn],
        Some(Some(_)) => vec![every],
        Some(None) => vec![arn, every],
    }
}
