//! `role` and `policy`: AWS IAM.

use crate::aws::limits::iam;
use crate::aws::names;
use crate::emit::{Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{
    Access, Attribute, Construct, Existing, Grants, On, Property, Source, Type, Verb, attribute, duration, part, prop,
    text, verb,
};

static ROLE_PROPERTIES: &[Property] = &[
    prop(
        "assumed_by",
        Type::OneOrMore(&Type::String, 50),
        "who takes it: a service such as `lambda.amazonaws.com`, the number of an account, or an ARN",
    ),
    prop("trust", Type::Json, "a trust policy of one's own, instead of `assumed_by`"),
    prop("policies", Type::List(&Type::Ref(&["policy"], "arn"), 0, 20), "managed policies that it has")
        .to("ManagedPolicyArns"),
    prop("permissions_boundary", Type::Ref(&["policy"], "arn"), "what it may do at most").to("PermissionsBoundary"),
    prop("name", Type::Name(&names::ROLE), "its name in AWS, instead of one that CloudFormation makes").to("RoleName"),
    prop("path", text(1, 512), "its path").to("Path").aws("/"),
    prop("max_session", duration(Unit::S, iam::SESSION), "how long it can be taken at a time")
        .to("MaxSessionDuration")
        .aws("1 h"),
    prop("description", text(0, 1000), "its description, instead of the documentation comment"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("arn", Type::String, "the ARN of an existing role"),
];

static ROLE_ATTRIBUTES: &[Attribute] = &[
    attribute(
        "arn",
        Source::GetAtt("", "Arn"),
        Existing::Format("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${name}"),
        "its ARN",
    ),
    attribute("name", Source::Ref(""), Existing::LastOfArn, "its name"),
    attribute("id", Source::GetAtt("", "RoleId"), Existing::Given, "its unique id"),
];

static ROLE_VERBS: &[Verb] = &[
    verb("assume", &[Access { actions: &["sts:AssumeRole"], on: On::Arn }], "take it; its trust must allow that, too"),
    verb("pass", &[Access { actions: &["iam:PassRole"], on: On::Arn }], "give it to a service"),
];

pub static ROLE: Construct = Construct {
    kind: "role",
    group: "identity",
    doc: "Something that may do what its `can`s say, taken by a service, an account or an identity (AWS IAM). Functions, services and tasks have roles already.",
    properties: ROLE_PROPERTIES,
    attributes: ROLE_ATTRIBUTES,
    verbs: ROLE_VERBS,
    grants: Grants::Yes,
    existing: &["arn", "name"],
    parts: &[part("", "AWS::IAM::Role", "always")],
    example: "role Agent { assumed_by: \"lambda.amazonaws.com\" }",
    check: Some(check_role),
    lower: lower_role,
    ..Construct::BLANK
};

fn check_role(lower: &mut Lower, decl: &Decl) {
    use crate::diagnostic::codes;
    match (decl.props.get("assumed_by"), decl.props.get("trust")) {
        (None, None) => {
            lower.error(&codes::MISSING_PROPERTY, decl.name_span, "a `role` needs `assumed_by`: who may take it")
        }
        (Some(_), Some(trust)) => {
            lower.error(&codes::CONFLICT, trust.span, "`trust` says who may take it, so `assumed_by` cannot")
        }
        _ => {}
    }
    for who in decl.props.get("assumed_by").and_then(Val::as_list).unwrap_or_default() {
        let Some(text) = who.as_str() else { continue };
        let (message, help) = if text.contains("-provider/") {
            let help =
                "write `trust`, with `sts:AssumeRoleWithWebIdentity` or `sts:AssumeRoleWithSAML` and its conditions";
            ("an identity provider's users take a role under conditions, which `assumed_by` cannot say".into(), help)
        } else if !is_principal(text) {
            let help = "write a service such as `lambda.amazonaws.com`, an account's 12 digits, or an ARN";
            (format!("`{text}` is nobody who can take a role"), help)
        } else {
            continue;
        };
        lower.report.add(crate::diagnostic::Diagnostic::error(&codes::BAD_TEXT, who.span, message).help(help));
    }
}

fn is_principal(text: &str) -> bool {
    is_account(text) || text.starts_with("arn:") || text.contains(".amazonaws.com") || text.ends_with(".com")
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

fn lower_role(lower: &mut Lower, decl: &Decl) {
    let statements = lower.granted(decl);
    let policies = (!statements.is_empty()).then(|| {
        let document = lower.policy_document(statements);
        vec![crate::object! { "PolicyName": decl.logical_id.clone(), "PolicyDocument": document }.into()]
    });
    let mut properties = Object::new();
    properties.set("Description", lower.get(&decl.props, "description").or(decl.docs.clone().map(Node::from)));
    properties.set("AssumeRolePolicyDocument", lower.get(&decl.props, "trust").unwrap_or_else(|| trust(lower, decl)));
    properties.set("Policies", policies);
    lower.copy(&decl.props, &mut properties);
    properties.set("Tags", lower.tags(decl));
    lower.add(decl, "", "AWS::IAM::Role", properties);
}

fn trust(lower: &Lower, decl: &Decl) -> Node {
    let (mut services, mut others) = (Vec::new(), Vec::new());
    for who in decl.props.get("assumed_by").and_then(Val::as_list).unwrap_or_default() {
        let node = lower.node(who);
        match node.as_str() {
            Some(text) if is_account(text) => {
                others.push(Node::sub(&format!("arn:${{AWS::Partition}}:iam::{text}:root")).at(who.span));
            }
            Some(text) if text.contains(".amazonaws.com") => services.push(node),
            _ if matches!(&who.v, V::Str(text) if text.ends_with(".com")) => services.push(node),
            _ => others.push(node),
        }
    }
    let one = |mut nodes: Vec<Node>| if nodes.len() == 1 { nodes.remove(0) } else { Node::from(nodes) };
    let principal = crate::object! {
        "Service": (!services.is_empty()).then(|| one(services)),
        "AWS": (!others.is_empty()).then(|| one(others)),
    };
    let statement = crate::object! { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal };
    crate::object! { "Version": "2012-10-17", "Statement": vec![statement.into()] }.into()
}

static POLICY_PROPERTIES: &[Property] = &[
    prop("name", Type::Name(&names::POLICY), "its name in AWS, instead of one that CloudFormation makes")
        .to("ManagedPolicyName"),
    prop("path", text(1, 512), "its path").to("Path").aws("/"),
    prop(
        "roles",
        Type::List(&Type::Ref(&["role"], "name"), 1, 100),
        "roles that get it, besides those that name it in `policies`",
    )
    .to("Roles"),
    prop("description", text(0, 1000), "its description, instead of the documentation comment"),
    prop("arn", Type::String, "the ARN of an existing policy"),
];

static POLICY_ATTRIBUTES: &[Attribute] = &[
    attribute(
        "arn",
        Source::Ref(""),
        Existing::Format("arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/${name}"),
        "its ARN",
    ),
    attribute("name", Source::With(policy_name), Existing::LastOfArn, "its name"),
];

pub static POLICY: Construct = Construct {
    kind: "policy",
    group: "identity",
    doc: "Permissions that several roles share (a managed policy of AWS IAM).",
    properties: POLICY_PROPERTIES,
    attributes: POLICY_ATTRIBUTES,
    grants: Grants::Yes,
    existing: &["arn", "name"],
    parts: &[part("", "AWS::IAM::ManagedPolicy", "always")],
    example: "policy ReadOrders {\n  can \"dynamodb:GetItem\" on \"arn:${aws.partition}:dynamodb:${aws.region}:${aws.account}:table/orders\"\n}",
    check: Some(check_policy),
    lower: lower_policy,
    ..Construct::BLANK
};

fn check_policy(lower: &mut Lower, decl: &Decl) {
    if decl.grants.is_empty() {
        let message = format!("the policy `{}` allows nothing: it has no `can`", decl.name);
        lower.error(&crate::diagnostic::codes::MISSING_PROPERTY, decl.name_span, message);
    }
}

fn lower_policy(lower: &mut Lower, decl: &Decl) {
    let statements = lower.granted(decl);
    let mut properties = Object::new();
    properties.set("Description", lower.get(&decl.props, "description").or(decl.docs.clone().map(Node::from)));
    properties.set("PolicyDocument", lower.policy_document(statements));
    lower.copy(&decl.props, &mut properties);
    lower.add(decl, "", "AWS::IAM::ManagedPolicy", properties);
}

/// `policy.name`: the ARN ends with it, after the folders of its path.
fn policy_name(lower: &Lower, decl: &Decl) -> Node {
    lower.get(&decl.props, "name").unwrap_or_else(|| {
        let folders = decl.props.str("path").map_or(0, |p| p.split('/').filter(|f| !f.is_empty()).count());
        let parts = Node::call("Fn::Split", Node::list([Node::from("/"), Node::reference(decl.logical_id.clone())]));
        Node::call("Fn::Select", Node::list([Node::from(folders as i64 + 1), parts]))
    })
}
