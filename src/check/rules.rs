//! Rules that a schema cannot say.

use super::compare::{number, same, text};
use super::conditions::Assumed;
use super::walk::Walk;
use super::{Outcome, Step, What};
use crate::aws::runtimes::{self, Standing};
use crate::aws::types::ResourceType;
use crate::emit::{Json, Node, Policy, Resource};
use smol_str::SmolStr;

/// The rules of one resource by itself.
pub fn own(walk: &mut Walk, resource: &Resource, root: &Node, out: &mut Outcome) {
    match resource.ty.as_str() {
        "AWS::DynamoDB::Table" => table_attributes(walk, root, out),
        "AWS::EC2::Instance" => image(walk, root, out),
        "AWS::Lambda::Function" => {
            environment(walk, root, out);
            runtime(walk, root, out);
        }
        "AWS::CloudFront::Distribution" => {
            origins(walk, root, out);
            aliases(walk, root, out);
        }
        "AWS::CodeBuild::Project" => service_role(walk, root, out),
        "AWS::Backup::BackupPlan" => lifecycles(walk, root, out),
        _ => {}
    }
}

/// RDS takes engines in any case; its rules name them in lower case.
pub fn lowered_engine(node: &Node) -> Option<Node> {
    let engine = node.get("Engine")?.as_str()?;
    let lower = engine.to_lowercase();
    (lower != engine).then(|| {
        let mut node = node.clone();
        if let Json::Map(fields) = &mut node.json {
            fields
                .iter_mut()
                .filter(|(key, _)| key == "Engine")
                .for_each(|(_, value)| value.json = Json::Str(lower.clone().into()));
        }
        node
    })
}

fn is_plain(node: &Node) -> bool {
    match &node.json {
        Json::List(items) => items.iter().all(is_plain),
        Json::Map(fields) => fields.iter().all(|(key, value)| !key.starts_with("Fn::") && is_plain(value)),
        Json::Str(_) | Json::Int(_) | Json::Float(_) | Json::Bool(_) => true,
        _ => false,
    }
}

fn names_in(node: Option<&Node>) -> Vec<SmolStr> {
    let Some(Json::List(items)) = node.map(|n| &n.json) else { return Vec::new() };
    items.iter().filter_map(|item| item.get("AttributeName").and_then(text)).collect()
}

/// A table's `AttributeDefinitions` are exactly those that its keys use.
fn table_attributes(walk: &mut Walk, root: &Node, out: &mut Outcome) {
    const INDEXES: [&str; 2] = ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"];
    let Some(definitions) = root.get("AttributeDefinitions") else { return };
    let mut parts = vec![definitions];
    parts.extend(root.get("KeySchema"));
    parts.extend(INDEXES.iter().filter_map(|name| root.get(name)));
    let keys_plain = |node: &Node| match &node.json {
        Json::List(items) => items.iter().all(|item| match item.get("KeySchema") {
            Some(keys) => is_plain(keys),
            None => is_plain(item),
        }),
        _ => false,
    };
    if !parts.iter().all(|part| keys_plain(part)) {
        return;
    }
    let mut used = names_in(root.get("KeySchema"));
    for index in INDEXES.iter().filter_map(|name| root.get(name)) {
        if let Json::List(items) = &index.json {
            items.iter().for_each(|item| used.extend(names_in(item.get("KeySchema"))));
        }
    }
    let defined = names_in(Some(definitions));
    let missing = used.iter().find(|name| !defined.contains(name));
    let spare = defined.iter().find(|name| !used.contains(name));
    let said = match (missing, spare) {
        (Some(name), _) => format!("the key attribute `{name}` is not among the `AttributeDefinitions`"),
        (_, Some(name)) => format!("`{name}` is among the `AttributeDefinitions`, but no key uses it"),
        _ => return,
    };
    walk.rule = Some(("E3039", "AttributeDefinitions / KeySchemas mismatch"));
    walk.at(Step::Key("AttributeDefinitions".into()), |walk| {
        walk.fail(out, definitions.span, || What::Said(said));
    });
}

/// An instance without a launch template needs an image.
fn image(walk: &mut Walk, root: &Node, out: &mut Outcome) {
    let Json::Map(fields) = &root.json else { return };
    let has = |name: &str| fields.iter().any(|(key, _)| key == name);
    if !has("ImageId") && !has("LaunchTemplate") && !fields.iter().any(|(key, _)| key.starts_with("Fn::")) {
        walk.rule = Some(("E3673", "Validate if an ImageId is required"));
        walk.fail(out, root.span, || What::Missing { name: "ImageId".into() });
    }
}

/// The variables of a function's environment have 4 KB together.
fn environment(walk: &mut Walk, root: &Node, out: &mut Outcome) {
    const MOST: usize = 4096;
    let Some(variables) = root.get("Environment").and_then(|e| e.get("Variables")) else { return };
    let Json::Map(fields) = &variables.json else { return };
    let size: usize = fields.iter().filter_map(|(key, value)| Some(key.len() + text(value)?.len())).sum();
    if size > MOST {
        walk.rule = Some(("E3697", "Validate Lambda environment variables do not exceed 4 KB"));
        walk.at(Step::Key("Environment".into()), |walk| {
            walk.fail(out, variables.span, || {
                What::Said(format!("the environment has {size} bytes, {MOST} are the most"))
            });
        });
    }
}

/// A runtime can be given to a new function.
fn runtime(walk: &mut Walk, root: &Node, out: &mut Outcome) {
    let (Some(today), Some(value)) = (walk.world.today, root.get("Runtime")) else { return };
    let Some(runtime) = value.as_str().and_then(runtimes::find) else { return };
    let standing = runtime.standing(today);
    if matches!(standing, Standing::NoCreate | Standing::NoUpdate) {
        walk.rule = Some(("E2531", "Validate if lambda runtime is deprecated"));
        walk.at(Step::Key("Runtime".into()), |walk| {
            walk.fail(out, value.span, || What::Runtime { name: runtime.name, standing });
        });
    }
}

/// What becomes of a resource, and what it waits for.
pub fn attributes(walk: &mut Walk, resource: &Resource, ty: ResourceType, out: &mut Outcome) {
    let policies = [resource.deletion_policy, resource.update_replace_policy];
    if policies.contains(&Some(Policy::Snapshot)) && ty.name().contains("::") && !ty.has_snapshots() {
        walk.rule = Some(("E3035", "Check DeletionPolicy values for Resources"));
        walk.fail(out, resource.span, || What::NoSnapshots);
    }
    for (attribute, rule) in [("DeletionPolicy", "E3035"), ("UpdateReplacePolicy", "E3036")] {
        if let Some(node) = resource.attributes.get(attribute) {
            walk.rule = Some((rule, "Check policy values for Resources"));
            policy(walk, attribute, node, ty, out);
        }
    }
    walk.rule = Some(("E3005", "Check DependsOn values for Resources"));
    for (id, span) in &resource.depends_on {
        let Some(condition) = walk.world.resource(id).and_then(|r| r.condition.clone()) else { continue };
        let without: Assumed = walk.assumed.iter().cloned().chain([(condition, false)]).collect();
        let itself = without.iter().any(|(name, truth)| *truth && *name == without[without.len() - 1].0);
        if !itself && walk.world.conditions.possible(&without) {
            walk.fail(out, *span, || What::MayNotExist { id: id.clone() });
        }
    }
    walk.rule = None;
}

/// A policy that is written as a value.
fn policy(walk: &mut Walk, attribute: &'static str, node: &Node, ty: ResourceType, out: &mut Outcome) {
    const FUNCTIONS: [&str; 4] = ["Fn::Sub", "Fn::Select", "Fn::FindInMap", "Fn::If"];
    let good = match &node.json {
        Json::Str(word) => match word.as_str() {
            "Delete" | "Retain" => true,
            "RetainExceptOnCreate" => attribute == "DeletionPolicy",
            "Snapshot" => ty.has_snapshots() || !ty.name().contains("::"),
            _ => false,
        },
        Json::If(_, branches) => {
            policy(walk, attribute, &branches.0, ty, out);
            return policy(walk, attribute, &branches.1, ty, out);
        }
        Json::Fn(name, _) => FUNCTIONS.contains(&name.as_str()),
        Json::Ref(_) | Json::Sub(_) => true,
        _ => false,
    };
    if !good {
        walk.fail(out, node.span, || What::NoPolicy { attribute, found: super::compare::shown(node) });
    }
}

/// What a distribution's behaviours point at is among its origins.
fn origins(walk: &mut Walk, root: &Node, out: &mut Outcome) {
    let Some(config) = root.get("DistributionConfig") else { return };
    let list = |key: &str| match config.get(key).map(|n| &n.json) {
        Some(Json::List(items)) => items.as_slice(),
        _ => &[],
    };
    let origins: Vec<&Node> = list("Origins").iter().map(|o| o.get("Id")).collect::<Option<_>>().unwrap_or_default();
    let groups = config.get("OriginGroups").and_then(|g| g.get("Items"));
    if origins.is_empty() || !origins.iter().all(|id| id.as_str().is_some()) || groups.is_some() {
        return;
    }
    let behaviours = config.get("DefaultCacheBehavior").into_iter().chain(list("CacheBehaviors"));
    for target in behaviours.filter_map(|b| b.get("TargetOriginId")).filter(|t| t.as_str().is_some()) {
        if !origins.iter().any(|origin| same(origin, target)) {
            walk.rule = Some(("E3057", "Validate that CloudFront TargetOriginId is a specified Origin"));
            let ids: Vec<String> = origins.iter().filter_map(|o| o.as_str()).map(|id| format!("`{id}`")).collect();
            let said = format!("no origin has the id {}; there are {}", super::compare::shown(target), ids.join(", "));
            walk.at(Step::Key("DistributionConfig".into()), |walk| walk.fail(out, target.span, || What::Said(said)));
        }
    }
}

/// What goes to cold storage is kept for 90 days at least.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-backup-backupplan-lifecycleresourcetype.html>,
/// by cfn-lint 1.58.0's E3504.
fn lifecycles(walk: &mut Walk, root: &Node, out: &mut Outcome) {
    const LEAST: f64 = 90.0;
    let list = |node: Option<&Node>| match node.map(|n| &n.json) {
        Some(Json::List(items)) => items.clone(),
        _ => Vec::new(),
    };
    let rules = list(root.get("BackupPlan").and_then(|plan| plan.get("BackupPlanRule")));
    let copies: Vec<Node> = rules.iter().flat_map(|rule| list(rule.get("CopyActions"))).collect();
    for lifecycle in rules.iter().chain(&copies).filter_map(|rule| rule.get("Lifecycle")) {
        let (Some(delete), Some(cold)) =
            (lifecycle.get("DeleteAfterDays"), lifecycle.get("MoveToColdStorageAfterDays"))
        else {
            continue;
        };
        let (Some(deleted), Some(moved)) = (number(delete), number(cold)) else { continue };
        if deleted - moved < LEAST {
            walk.rule = Some(("E3504", "Check minimum 90 period is met between BackupPlan cold and delete"));
            let said =
                format!("it is kept for {LEAST} days in cold storage: delete it after {} or more", moved + LEAST);
            walk.at(Step::Key("BackupPlan".into()), |walk| walk.fail(out, delete.span, || What::Said(said)));
        }
    }
}

/// A distribution's other names are names of domains, in small letters, with at most a `*` at the beginning.
fn aliases(walk: &mut Walk, root: &Node, out: &mut Outcome) {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let label = |label: &str| {
        label.len() <= 63
            && label.starts_with(|c| inner(c) || c == '*')
            && (label.len() == 1 || label.ends_with(inner))
            && label.chars().skip(1).all(|c| inner(c) || c == '-')
    };
    let is_domain = |name: &str| match name.rsplit_once('.') {
        Some((rest, top)) => {
            !name.contains(".*.") && top.len() > 1 && !top.starts_with('*') && label(top) && rest.split('.').all(label)
        }
        None => false,
    };
    let Some(aliases) = root.get("DistributionConfig").and_then(|config| config.get("Aliases")) else { return };
    let Json::List(items) = &aliases.json else { return };
    for (alias, name) in items.iter().filter_map(|item| Some((item, item.as_str()?))) {
        if !is_domain(name) && !name.contains("{{") {
            walk.rule = Some(("E3013", "Validate the names in Aliases"));
            let said = format!("`{name}` is no name of a domain that CloudFront takes");
            walk.at(Step::Key("DistributionConfig".into()), |walk| walk.fail(out, alias.span, || What::Said(said)));
        }
    }
}

/// `Ref` of a role gives its name, without the path that it is found by.
fn service_role(walk: &mut Walk, root: &Node, out: &mut Outcome) {
    let Some(role) = root.get("ServiceRole") else { return };
    let Json::Ref(id) = &role.json else { return };
    let path = walk.world.resource(id).and_then(|r| r.properties.get("Path")).and_then(Node::as_str);
    if let Some(path) = path.filter(|path| *path != "/") {
        walk.rule = Some(("E3050", "Check if REFing to a IAM resource with path set"));
        let said = format!("`Ref` gives the name of `{id}` without its path, `{path}`: its `Arn` has both");
        walk.at(Step::Key("ServiceRole".into()), |walk| walk.fail(out, role.span, || What::Said(said)));
    }
}
