//! Permissions: what `can` says becomes statements of one policy, merged and sorted, as narrow as the target allows.

use super::Lower;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::print::print_node;
use crate::emit::{Json, Node};
use crate::eval::value::{Cond, V, Val};
use crate::model::{Decl, Grant};
use crate::schema::{On, Verb};
use crate::source::Span;
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// Actions on resources, with the condition under which they are granted.
#[derive(Clone, Debug)]
pub struct Statement {
    pub actions: BTreeSet<SmolStr>,
    pub resources: Vec<Node>,
    /// The statement's `Condition` block.
    pub when: Option<Node>,
    pub condition: Option<Cond>,
    pub span: Span,
}

impl Statement {
    pub fn new(actions: &[&'static str], resources: Vec<Node>, span: Span) -> Self {
        let actions = actions.iter().map(|a| SmolStr::new_static(a)).collect();
        Statement { actions, resources, when: None, condition: None, span }
    }

    pub fn when(mut self, condition: Node) -> Self {
        self.when = Some(condition);
        self
    }
}

impl Lower<'_> {
    /// What a declaration's `can`s grant.
    pub fn granted(&mut self, decl: &Decl) -> Vec<Statement> {
        let mut statements = Vec::with_capacity(decl.grants.len());
        for grant in &decl.grants {
            match grant {
                Grant::Verbs { verbs, target, condition, span } => {
                    for (verb, _) in verbs {
                        self.verb(verb, target, *condition, *span, &mut statements);
                    }
                }
                Grant::Actions { actions, on, condition, span } => {
                    if let Some(statement) = self.actions(actions, on, *condition, *span) {
                        statements.push(statement);
                    }
                }
            }
        }
        statements
    }

    fn verb(
        &mut self,
        verb: &'static Verb,
        target: &Val,
        condition: Option<Cond>,
        span: Span,
        out: &mut Vec<Statement>,
    ) {
        let Some(id) = target.as_decl() else { return };
        let decl = self.decl(id);
        let block = match &target.v {
            V::Decl(_, block) => block.clone(),
            _ => None,
        };
        let narrowed = match &target.v {
            V::Narrowed(_, prefix) => Some(self.node(prefix)),
            _ => None,
        };
        if verb.statements.is_empty() && verb.more.is_none() {
            return;
        }
        let arn = if verb.statements.is_empty() { Node::no_value() } else { self.arn(decl) };
        let of_block = (decl.blocks.iter())
            .find(|b| Some(&b.name) == block.as_ref() && b.shape.attributes.iter().any(|a| a.name == "arn"))
            .map(|b| self.attribute(id, Some(&b.name), "arn"));
        let suffixed = |suffix: &str| Node::join([arn.clone(), Node::from(suffix)]);
        for access in verb.statements {
            let resources = match access.on {
                On::Arn => vec![of_block.clone().unwrap_or_else(|| arn.clone())],
                On::Suffix(_) if of_block.is_some() => continue,
                On::Suffix(suffix) => vec![suffixed(suffix)],
                On::Below => match &narrowed {
                    Some(prefix) => vec![Node::join([arn.clone(), Node::from("/"), prefix.clone()])],
                    None => vec![suffixed("/*")],
                },
                On::Indexed => match &block {
                    Some(name) => vec![suffixed(&format!("/index/{name}"))],
                    None if decl.existing || !decl.blocks.is_empty() => vec![arn.clone(), suffixed("/index/*")],
                    None => vec![arn.clone()],
                },
                On::Attribute(name) => vec![self.attribute(id, None, name)],
                On::Any => vec![Node::from("*")],
            };
            let resources = resources.into_iter().map(|r| r.at(span)).collect();
            out.push(Statement { condition, ..Statement::new(access.actions, resources, span) });
        }
        if let Some(more) = verb.more {
            let further = more(self, decl).into_iter();
            out.extend(further.map(|s| Statement { condition, span, ..s }));
        }
        if let Some(key) = decl.props.get("kms_key").filter(|_| !verb.key_actions.is_empty()) {
            let key = self.node(key).at(span);
            out.push(Statement { condition, ..Statement::new(verb.key_actions, vec![key], span) });
        }
    }

    fn actions(&mut self, actions: &[Val], on: &[Val], condition: Option<Cond>, span: Span) -> Option<Statement> {
        let mut names = BTreeSet::new();
        for action in actions {
            let Some(name) = action.as_str() else {
                self.error(&codes::NOT_KNOWN_YET, action.span, "an action must be known at build");
                return None;
            };
            if !self.check_action(name, action.span) {
                return None;
            }
            names.insert(SmolStr::from(name));
        }
        let mut resources = Vec::new();
        for value in on {
            let node = self.node(value);
            match node.json {
                Json::List(items) => resources.extend(items),
                _ => resources.push(node),
            }
        }
        for resource in &resources {
            self.check_arn(resource);
        }
        Some(Statement { actions: names, resources, when: None, condition, span })
    }

    fn check_action(&mut self, name: &str, span: Span) -> bool {
        use crate::aws::actions;
        if name == "*" || self.known_actions.contains(name) {
            return true;
        }
        let known = match name.contains(['*', '?']) {
            true => actions::matches(name).next().is_some(),
            false => actions::split(name).is_some_and(|(service, action)| actions::exists(service, action)),
        };
        if known {
            self.known_actions.insert(name.into());
            return true;
        }
        let message = format!("AWS has no action `{name}`");
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_ACTION, span, message);
        match actions::nearest(name) {
            Some(near) => {
                diagnostic = diagnostic
                    .fix(format!("use `{near}`"), span, format!("\"{near}\""))
                    .help(format!("did you mean `{near}`?"))
            }
            None => diagnostic = diagnostic.help("an action reads `service:Action`, as in `dynamodb:GetItem`"),
        }
        self.report.add(diagnostic);
        false
    }

    /// A text that is granted on must be an ARN, or `*`.
    fn check_arn(&mut self, resource: &Node) {
        let text = match &resource.json {
            Json::Str(text) => text,
            Json::Sub(parts) => match parts.first().map(|p| &p.json) {
                Some(Json::Str(text)) => text,
                _ => return,
            },
            _ => return,
        };
        if text != "*" && !text.starts_with("arn:") {
            let message = format!("`{text}` is not an ARN");
            let help =
                "actions are granted on ARNs: `\"arn:aws:s3:::bucket/*\"`, `Orders.arn`, or `\"*\"` for every resource";
            self.report.add(Diagnostic::error(&codes::NOT_AN_ARN, resource.span, message).help(help));
        }
    }

    /// The statements as the node of a policy document. Actions on the same resources become one statement.
    pub fn policy_document(&self, statements: Vec<Statement>) -> Node {
        let mut merged: Vec<Merged> = Vec::new();
        for statement in statements {
            let mut key: Vec<String> = statement.resources.iter().map(known_by).collect();
            key.sort_unstable();
            let when = statement.when.as_ref().map(known_by);
            let is_same =
                |have: &Merged| have.key == key && have.when == when && have.of.condition == statement.condition;
            match merged.iter_mut().find(|have| is_same(have)) {
                Some(have) => have.of.actions.extend(statement.actions),
                None => merged.push(Merged { key, when, of: statement }),
            }
        }
        let merged = join_resources(merged);
        let statements = merged.into_iter().map(|s| {
            let condition = s.condition;
            let node = statement_node(s);
            match condition {
                Some(cond) => Node::choose(self.condition_name(cond), node, Node::no_value()),
                None => node,
            }
        });
        crate::object! { "Version": "2012-10-17", "Statement": statements.collect::<Vec<_>>() }.into()
    }
}

/// A statement with what tells its resources and its condition from those of others.
struct Merged {
    key: Vec<String>,
    when: Option<String>,
    of: Statement,
}

/// A text that is the same for nodes that are the same, wherever they stand.
fn known_by(node: &Node) -> String {
    fn write(node: &Node, out: &mut String) {
        match &node.json {
            Json::Str(text) => out.extend(["=", text]),
            Json::Ref(id) => out.extend(["$", id]),
            Json::GetAtt(id, attribute) => out.extend(["@", id, ".", attribute]),
            Json::Sub(parts) => parts.iter().for_each(|part| write(part, out)),
            _ => out.push_str(&print_node(node)),
        }
        out.push('\0');
    }
    let mut out = String::new();
    write(node, &mut out);
    out
}

/// Statements with the same actions become one on all their resources.
fn join_resources(statements: Vec<Merged>) -> Vec<Statement> {
    let mut joined: Vec<Statement> = Vec::new();
    for statement in statements.into_iter().map(|merged| merged.of) {
        let same = |have: &Statement| {
            have.actions == statement.actions
                && have.condition == statement.condition
                && have.when.is_none()
                && statement.when.is_none()
        };
        match joined.iter_mut().find(|have| same(have)) {
            Some(have) => {
                for resource in statement.resources {
                    if !have.resources.iter().any(|r| r.json == resource.json) {
                        have.resources.push(resource);
                    }
                }
            }
            None => joined.push(statement),
        }
    }
    let printed = |s: &Statement| s.resources.iter().map(print_node).collect::<Vec<_>>();
    joined.sort_by(|a, b| a.actions.first().cmp(&b.actions.first()).then_with(|| printed(a).cmp(&printed(b))));
    joined
}

fn statement_node(statement: Statement) -> Node {
    let span = statement.span;
    let one = |mut nodes: Vec<Node>| if nodes.len() == 1 { nodes.remove(0) } else { Node::from(nodes) };
    let actions = statement.actions.into_iter().map(|a| Node::from(a).at(span)).collect();
    let object = crate::object! {
        "Effect": "Allow",
        "Action": one(actions),
        "Resource": one(statement.resources),
        "Condition": statement.when,
    };
    Node::from(object).at(span)
}

/// The document that lets a service assume a role.
pub fn trust(service: &'static str) -> Node {
    let statement = crate::object! {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": crate::object! { "Service": service },
    };
    crate::object! { "Version": "2012-10-17", "Statement": vec![statement.into()] }.into()
}

/// As [`trust`], for what the service does on behalf of this account only.
/// <https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html>, 2026-11-23.
pub fn trust_here(service: &'static str) -> Node {
    let account = crate::object! { "aws:SourceAccount": Node::reference("AWS::AccountId") };
    let statement = crate::object! {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": crate::object! { "Service": service },
        "Condition": crate::object! { "StringEquals": account },
    };
    crate::object! { "Version": "2012-10-17", "Statement": vec![statement.into()] }.into()
}

/// A role that a declaration's work runs under: made with these statements, or, where the source names a role, given them.
pub struct RoleOf {
    pub part: &'static str,
    pub service: &'static str,
    /// The property by which the source names a role of its own.
    pub given: &'static str,
}

impl Lower<'_> {
    /// The ARN of the role; the role is made unless the source names one.
    pub fn role(&mut self, decl: &Decl, role: RoleOf, statements: Vec<Statement>) -> Node {
        let Some(given) = decl.props.get(role.given).cloned() else {
            return self.make_role(decl, role, statements);
        };
        let node = self.node(&given);
        let granted: Vec<Statement> = statements.into_iter().filter(|s| s.span != decl.name_span).collect();
        if granted.is_empty() {
            return node;
        }
        match super::referred(&given).map(|id| self.decl(id)).filter(|d| !d.existing) {
            Some(target) => {
                let document = self.policy_document(granted);
                let name = Node::reference(target.logical_id.clone());
                let policy = crate::object! {
                    "PolicyName": decl.logical_id.clone(),
                    "PolicyDocument": document,
                    "Roles": vec![name],
                };
                self.add(decl, "Policy", "AWS::IAM::Policy", policy);
            }
            None => {
                let message =
                    format!("`{}` has a role that is not made here, so nothing can be granted to it here", decl.name);
                let help = "take the `can`s away, or let slsc make the role by leaving `role` out";
                self.report.add(
                    Diagnostic::error(&codes::FOREIGN_ROLE, granted[0].span, message)
                        .label(given.span, "the role")
                        .help(help),
                );
            }
        }
        node
    }

    fn make_role(&mut self, decl: &Decl, role: RoleOf, statements: Vec<Statement>) -> Node {
        let (apart, statements): (Vec<Statement>, Vec<Statement>) =
            statements.into_iter().partition(|s| self.would_cycle(s));
        let policies = (!statements.is_empty()).then(|| {
            let document = self.policy_document(statements);
            vec![crate::object! { "PolicyName": decl.logical_id.clone(), "PolicyDocument": document }.into()]
        });
        let properties = crate::object! {
            "AssumeRolePolicyDocument": trust(role.service),
            "Policies": policies,
            "ManagedPolicyArns": self.get(&decl.props, "policies"),
            "PermissionsBoundary": self.get(&decl.props, "permissions_boundary"),
            "Tags": self.tags(decl),
        };
        let id = self.add(decl, role.part, "AWS::IAM::Role", properties);
        if !apart.is_empty() {
            let policy = crate::object! {
                "PolicyName": format!("{}Notified", decl.logical_id),
                "PolicyDocument": self.policy_document(apart),
                "Roles": vec![Node::reference(id.clone())],
            };
            self.add(decl, "NotifiedPolicy", "AWS::IAM::Policy", policy);
        }
        Node::get_att(id, "Arn")
    }

    /// Whether a statement is on a resource that waits for functions: in a role, it would close a circle.
    fn would_cycle(&self, statement: &Statement) -> bool {
        let mut found = false;
        for resource in &statement.resources {
            crate::graph::references(resource, statement.span, &mut |id, _| found |= self.is_notifying(id));
        }
        found
    }
}
