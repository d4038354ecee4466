//! AWS's budgets: how many resources, parameters and outputs, how large a template and its policies may be.

use super::bound::bound;
use super::node::{Json, Node};
use super::print::{print, print_node};
use super::template::{Resource, Template};
use crate::aws::limits::{cloudformation, iam, lambda};
use crate::diagnostic::{Diagnostic, Report, codes};
use crate::model::Stack;
use crate::source::Span;
use crate::{Options, Quotas};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Reports what goes past a budget, with what takes most of it.
pub fn check(stack: &Stack, template: &Template, options: &Options, report: &mut Report) {
    if options.quotas == Quotas::Off {
        return;
    }
    count(stack, template, report);
    size(stack, template, report);
    let attached = attached(template);
    for resource in &template.resources {
        match resource.ty.as_str() {
            "AWS::IAM::Role" => role(&attached, resource, report),
            "AWS::IAM::ManagedPolicy" => managed(resource, report),
            _ => {}
        }
    }
    resource_policies(template, report);
}

fn size(stack: &Stack, template: &Template, report: &mut Report) {
    let most = cloudformation::TEMPLATE.max;
    if bound(template) as i64 <= most {
        return;
    }
    let size = print(template).len() as i64;
    if size > most {
        let message = format!("the template has {size} bytes, at most {most} fit");
        let diagnostic = Diagnostic::error(&codes::OVER_BUDGET, stack.name_span, message);
        report.add(largest(diagnostic, template, |r| r.properties.0.iter().map(|(_, n)| print_node(n).len()).sum()));
    }
}

fn count(stack: &Stack, template: &Template, report: &mut Report) {
    let budgets = [
        ("resources", template.resources.len(), cloudformation::RESOURCES.max),
        ("parameters", template.parameters.0.len(), cloudformation::PARAMETERS.max),
        ("outputs", template.outputs.0.len(), cloudformation::OUTPUTS.max),
        ("mappings", template.mappings.0.len(), cloudformation::MAPPINGS.max),
    ];
    for (what, count, most) in budgets {
        if count as i64 <= most {
            continue;
        }
        let message = format!("the stack has {count} {what}, CloudFormation takes at most {most}");
        let mut diagnostic = Diagnostic::error(&codes::OVER_BUDGET, stack.name_span, message)
            .help("split it into stacks that share what they need by exports or parameters");
        if what == "resources" {
            diagnostic = contributors(diagnostic, stack, template);
        }
        report.add(diagnostic);
    }
}

/// Labels for the declarations that make most resources.
fn contributors(mut diagnostic: Diagnostic, stack: &Stack, template: &Template) -> Diagnostic {
    let mut counts = vec![0usize; stack.decls.len()];
    template.resources.iter().filter_map(|r| r.owner).for_each(|o| counts[o] += 1);
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(counts[*i]));
    for i in order.into_iter().take(3) {
        let decl = &stack.decls[i];
        diagnostic = diagnostic.label(decl.name_span, format!("`{}` makes {} of them", decl.name, counts[i]));
    }
    diagnostic
}

fn largest(mut diagnostic: Diagnostic, template: &Template, size: impl Fn(&Resource) -> usize) -> Diagnostic {
    let mut order: Vec<(usize, Span, SmolStr)> =
        template.resources.iter().map(|r| (size(r), r.span, r.id.clone())).collect();
    order.sort_by_key(|(size, ..)| std::cmp::Reverse(*size));
    for (size, span, id) in order.into_iter().take(3) {
        diagnostic = diagnostic.label(span, format!("`{id}` takes {size} bytes"));
    }
    diagnostic
}

/// How many bytes a document has at least once it is deployed; white space does not count towards IAM's limits. What is
/// known only then counts as the least that it can be: an ARN of a resource with a generated name, or a short name.
fn bytes(node: &Node) -> i64 {
    const ARN: i64 = 60;
    const NAME: i64 = 12;
    match &node.json {
        super::Json::Str(text) => text.len() as i64 + 2,
        super::Json::Verbatim(json) => json.len() as i64,
        super::Json::Map(fields) => 1 + fields.iter().map(|(k, v)| k.len() as i64 + 4 + bytes(v)).sum::<i64>(),
        super::Json::List(items) => 1 + items.iter().map(|n| bytes(n) + 1).sum::<i64>(),
        super::Json::Sub(parts) => parts.iter().map(bytes).sum(),
        super::Json::GetAtt(..) => ARN,
        super::Json::Ref(_) => NAME,
        // it may be the branch that says less
        super::Json::If(_, branches) => bytes(&branches.0).min(bytes(&branches.1)),
        super::Json::Fn(..) => NAME,
        super::Json::Null | super::Json::Bool(_) | super::Json::Int(_) | super::Json::Float(_) => 5,
    }
}

/// What `AWS::IAM::Policy` attaches to each role of the template, in bytes.
fn attached(template: &Template) -> FxHashMap<SmolStr, i64> {
    let mut bytes_of: FxHashMap<SmolStr, i64> = FxHashMap::default();
    for policy in template.resources.iter().filter(|r| r.ty == "AWS::IAM::Policy") {
        let size = policy.properties.get("PolicyDocument").map_or(0, bytes);
        let Some(Json::List(roles)) = policy.properties.get("Roles").map(|r| &r.json) else { continue };
        for role in roles {
            if let Json::Ref(id) = &role.json {
                *bytes_of.entry(id.clone()).or_default() += size;
            }
        }
    }
    bytes_of
}

/// A role's inline policies together, those that other resources attach included.
fn role(attached: &FxHashMap<SmolStr, i64>, role: &Resource, report: &mut Report) {
    let inline = role.properties.get("Policies").and_then(|p| match &p.json {
        Json::List(items) => Some(items.iter().filter_map(|i| i.get("PolicyDocument")).map(bytes).sum::<i64>()),
        _ => None,
    });
    let total = inline.unwrap_or(0) + attached.get(&role.id).copied().unwrap_or(0);
    if total > iam::ROLE_INLINE.max {
        let message = format!(
            "the policies of `{}` have {total} bytes, a role's inline policies have at most {}",
            role.id,
            iam::ROLE_INLINE.max
        );
        let help = "grant on fewer targets, or move statements into a `policy` of its own and name it in `policies`";
        report.add(Diagnostic::error(&codes::OVER_BUDGET, role.span, message).help(help));
    }
}

fn managed(policy: &Resource, report: &mut Report) {
    let Some(size) = policy.properties.get("PolicyDocument").map(bytes) else { return };
    if size > iam::MANAGED_POLICY.max {
        let message =
            format!("`{}` has {size} bytes, a managed policy has at most {}", policy.id, iam::MANAGED_POLICY.max);
        report.add(Diagnostic::error(&codes::OVER_BUDGET, policy.span, message).help("split it in two"));
    }
}

/// Bytes of a statement that Lambda writes for a permission, without the values: `{"Sid":"","Effect":"Allow","Principal":
/// {"Service":""},"Action":"lambda:InvokeFunction","Resource":"","Condition":{"ArnLike":{"AWS:SourceArn":""}}},` and the
/// id that CloudFormation makes for it (the stack's name, the logical id and a suffix). An estimate, as of 2026-11-23,
/// rather too low than too high, so that nothing is refused that would deploy.
const STATEMENT: usize = 150 + 30;
/// What an intrinsic becomes at deployment: an ARN, or a name, region or number in one.
const ARN: usize = 70;
const NAME: usize = 10;

/// The permissions of a function, or of an alias, are one document of bounded size.
fn resource_policies(template: &Template, report: &mut Report) {
    let mut functions: Vec<(String, usize, Vec<&Resource>)> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for permission in template.resources.iter().filter(|r| r.ty == "AWS::Lambda::Permission") {
        let Some(function) = permission.properties.get("FunctionName").map(print_node) else { continue };
        let place = *places.entry(function.clone()).or_insert_with(|| {
            functions.push((function, 0, Vec::new()));
            functions.len() - 1
        });
        let values =
            ["Principal", "SourceArn", "SourceAccount"].iter().filter_map(|key| permission.properties.get(key));
        functions[place].1 += STATEMENT + ARN + values.map(length).sum::<usize>();
        functions[place].2.push(permission);
    }
    for (_, size, permissions) in
        functions.into_iter().filter(|(_, size, _)| *size as i64 > lambda::RESOURCE_POLICY.max)
    {
        let Some(last) = permissions.last() else { continue };
        let (count, most) = (permissions.len(), lambda::RESOURCE_POLICY.max);
        let message = format!(
            "the {count} permissions to call this function come to about {size} bytes, its resource policy has at most {most}"
        );
        let help = "let fewer sources call it, or give one permission for many: a `*` in its source, or a topic or bus that gathers them";
        report.add(Diagnostic::error(&codes::OVER_BUDGET, last.span, message).help(help));
    }
}

/// How long a text is at deployment, about.
fn length(node: &Node) -> usize {
    match &node.json {
        Json::Str(text) => text.len(),
        Json::Sub(parts) => parts.iter().map(|p| if matches!(p.json, Json::Ref(_)) { NAME } else { length(p) }).sum(),
        Json::If(_, branches) => length(&branches.0).max(length(&branches.1)),
        Json::GetAtt(_, name) if name.ends_with("Arn") => ARN,
        Json::GetAtt(..) | Json::Fn(..) => NAME,
        Json::Ref(id) if id.contains("::") => NAME,
        Json::Ref(_) => ARN,
        _ => NAME,
    }
}
