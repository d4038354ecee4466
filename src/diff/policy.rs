//! Who may do what: statements gained and lost, by role and by resource, however they are spread over policies.

use super::order::is_policy;
use super::side::{Resource, Side};
use super::term::{Form, Term};
use crate::source::Span;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What a policy hangs on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// What a role, a user or a group may do.
    Identity,
    /// Who may take a role.
    Trust,
    /// Who may use a resource.
    Resource,
}

impl Kind {
    /// As in `--format json`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Identity => "identity",
            Kind::Trust => "trust",
            Kind::Resource => "resource",
        }
    }
}

/// What somebody gains and loses.
#[derive(Debug)]
pub struct Holder {
    /// The logical id of the role or of the resource, or what stands in its place.
    pub name: String,
    pub kind: Kind,
    pub gained: Vec<Grant>,
    pub lost: Vec<Grant>,
}

/// A statement, or what of it is gained or lost.
#[derive(Clone, Debug)]
pub struct Grant {
    pub terms: Terms,
    pub actions: Vec<SmolStr>,
    pub span: Span,
}

/// What a statement says besides its actions.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Terms {
    /// `Allow`, `Deny`, or what a managed policy and a boundary are called.
    pub effect: SmolStr,
    /// All actions but these.
    pub except: bool,
    /// Who, in policies of resources.
    pub who: Option<String>,
    /// On what; `not` stands before what is left out.
    pub on: Vec<String>,
    pub condition: Option<String>,
    /// The condition of the template under which it is there.
    pub when: Option<String>,
}

impl Grant {
    /// Whether it opens very much: any action of a service, any resource, anybody.
    pub fn is_wide(&self) -> bool {
        let actions = self.actions.iter().any(|a| a == "*" || a.ends_with(":*"));
        let anybody =
            self.terms.who.as_deref().is_some_and(|who| who.contains("\"*\"")) && self.terms.condition.is_none();
        self.terms.effect == "Allow" && (actions || self.terms.on.iter().any(|on| on == "\"*\"") || anybody)
    }
}

type Gathered = BTreeMap<(Kind, String), BTreeMap<Terms, BTreeMap<SmolStr, Span>>>;

/// What changes between two sides. What a statement that stays allows anyway is neither gained nor lost.
pub fn changes(old: &Side, new: &Side) -> Vec<Holder> {
    let (before, after) = (gather(old), gather(new));
    let mut keys: Vec<&(Kind, String)> = before.keys().chain(after.keys()).collect();
    keys.sort();
    keys.dedup();
    let empty = BTreeMap::new();
    let holder = |key: &(Kind, String)| {
        let (was, is) = (before.get(key).unwrap_or(&empty), after.get(key).unwrap_or(&empty));
        let (gained, lost) = (beyond(is, was), beyond(was, is));
        let (kind, name) = key.clone();
        (!gained.is_empty() || !lost.is_empty()).then_some(Holder { name, kind, gained, lost })
    };
    keys.into_iter().filter_map(holder).collect()
}

type Statements = BTreeMap<Terms, BTreeMap<SmolStr, Span>>;

/// What the one says that the other does not.
fn beyond(one: &Statements, other: &Statements) -> Vec<Grant> {
    let mut found = Vec::new();
    for (terms, actions) in one {
        let left = actions.iter().filter(|(action, _)| !covers(other, terms, action));
        let left: Vec<(&SmolStr, &Span)> = left.collect();
        if let Some((_, span)) = left.first() {
            let actions = left.iter().map(|(action, _)| (*action).clone()).collect();
            found.push(Grant { terms: terms.clone(), actions, span: **span });
        }
    }
    merged(found)
}

/// Grants that differ in what they are on alone are one.
fn merged(grants: Vec<Grant>) -> Vec<Grant> {
    let mut places: FxHashMap<(Terms, Vec<SmolStr>), usize> = FxHashMap::default();
    let mut all: Vec<Grant> = Vec::new();
    for mut grant in grants {
        let key = (Terms { on: Vec::new(), ..grant.terms.clone() }, grant.actions.clone());
        match places.get(&key) {
            Some(place) => all[*place].terms.on.append(&mut grant.terms.on),
            None => {
                places.insert(key, all.len());
                all.push(grant);
            }
        }
    }
    all
}

/// Whether some statement says the same, or more of the same kind.
fn covers(all: &Statements, terms: &Terms, action: &str) -> bool {
    if all.get(terms).is_some_and(|actions| actions.contains_key(action)) {
        return true;
    }
    all.iter().any(|(other, actions)| {
        let alike = other.effect == terms.effect && other.except == terms.except && other.who == terms.who;
        let alike = alike && other.condition == terms.condition && other.when == terms.when;
        let on = other.on == terms.on
            || other.on.iter().any(|on| on == "\"*\"")
            || (!terms.on.is_empty() && terms.on.iter().all(|on| other.on.contains(on)));
        let matched = |pattern: &SmolStr| if terms.except { pattern == action } else { matches(pattern, action) };
        alike && on && actions.keys().any(matched)
    })
}

/// Whether a pattern of actions, with `*` and `?`, takes in another; the case of letters does not matter.
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.to_ascii_lowercase().into_bytes(), text.to_ascii_lowercase().into_bytes());
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        if p < pattern.len() && pattern[p] == b'*' {
            star = Some((p, t));
            p += 1;
        } else if p < pattern.len() && (pattern[p] == text[t] || pattern[p] == b'?') && text[t] != b'*' {
            (p, t) = (p + 1, t + 1);
        } else if let Some((at, from)) = star {
            star = Some((at, from + 1));
            (p, t) = (at + 1, from + 1);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|c| *c == b'*')
}

fn gather(side: &Side) -> Gathered {
    let mut all = Gathered::new();
    for resource in &side.resources {
        let name = resource.id.to_string();
        match resource.ty.as_str() {
            "AWS::IAM::Role" | "AWS::IAM::User" | "AWS::IAM::Group" => identity(resource, &mut all),
            "AWS::IAM::Policy"
            | "AWS::IAM::ManagedPolicy"
            | "AWS::IAM::RolePolicy"
            | "AWS::IAM::UserPolicy"
            | "AWS::IAM::GroupPolicy" => {
                let Some(document) = resource.property("PolicyDocument") else { continue };
                for holder in holders(resource) {
                    statements(document, resource, (Kind::Identity, holder), &mut all);
                }
            }
            "AWS::Lambda::Permission" => permission(resource, &mut all),
            _ => policies(&resource.properties, resource, &(Kind::Resource, name), &mut all),
        }
    }
    all
}

fn identity(resource: &Resource, all: &mut Gathered) {
    let name = resource.id.to_string();
    if let Some(document) = resource.property("AssumeRolePolicyDocument") {
        statements(document, resource, (Kind::Trust, name.clone()), all);
    }
    for policy in resource.property("Policies").map(Term::items).unwrap_or_default() {
        let branches = match &policy.form {
            Form::If(_, branches) => &branches[..],
            _ => std::slice::from_ref(policy),
        };
        for document in branches.iter().filter_map(|p| p.get("PolicyDocument")) {
            statements(document, resource, (Kind::Identity, name.clone()), all);
        }
    }
    let attached = [("ManagedPolicyArns", "managed policy"), ("PermissionsBoundary", "permissions boundary")];
    for (property, effect) in attached {
        for arn in resource.property(property).map(Term::items).unwrap_or_default() {
            let terms = Terms { effect: effect.into(), on: vec![arn.show()], ..Terms::of(resource) };
            let key = (Kind::Identity, name.clone());
            all.entry(key).or_default().entry(terms).or_default().insert("".into(), arn.span);
        }
    }
}

/// The logical ids of whom a policy is attached to; its own if that is nobody.
fn holders(policy: &Resource) -> Vec<String> {
    const PLACES: [&str; 6] = ["Roles", "Users", "Groups", "RoleName", "UserName", "GroupName"];
    let all = PLACES.iter().filter_map(|name| policy.property(name)).flat_map(Term::items);
    let found: Vec<String> = all.map(|t| t.as_text().map_or_else(|| t.show(), str::to_string)).collect();
    if found.is_empty() { vec![policy.id.to_string()] } else { found }
}

/// `AWS::Lambda::Permission`: a statement in the policy of a function.
fn permission(resource: &Resource, all: &mut Gathered) {
    let Some(function) = resource.property("FunctionName") else { return };
    let shown = |name: &str| resource.property(name).map(|t| format!("{name} {}", t.show()));
    let limits = ["SourceArn", "SourceAccount", "EventSourceToken", "PrincipalOrgID", "FunctionUrlAuthType"];
    let condition: Vec<String> = limits.iter().filter_map(|name| shown(name)).collect();
    let holder = match &function.form {
        Form::Ref(id) | Form::GetAtt(id, _) => id.to_string(),
        _ => function.show(),
    };
    let terms = Terms {
        effect: "Allow".into(),
        who: resource.property("Principal").map(Term::show),
        condition: (!condition.is_empty()).then(|| condition.join(", ")),
        ..Terms::of(resource)
    };
    let action = resource.property("Action");
    let (action, span) = action.map_or(("lambda:InvokeFunction".to_string(), resource.span), |t| (word(t), t.span));
    all.entry((Kind::Resource, holder)).or_default().entry(terms).or_default().insert(action.into(), span);
}

/// The policies that stand anywhere in a value.
fn policies(term: &Term, resource: &Resource, key: &(Kind, String), all: &mut Gathered) {
    if is_policy(term) {
        return statements(term, resource, key.clone(), all);
    }
    term.children().for_each(|inner| policies(inner, resource, key, all));
}

fn statements(document: &Term, resource: &Resource, key: (Kind, String), all: &mut Gathered) {
    if let Form::If(_, branches) = &document.form {
        return branches.iter().for_each(|b| statements(b, resource, key.clone(), all));
    }
    let holder = all.entry(key).or_default();
    for item in document.get("Statement").map(Term::items).unwrap_or_default() {
        match &item.form {
            Form::If(condition, branches) => {
                for (statement, sense) in branches.iter().zip(["if", "unless"]) {
                    one(statement, resource, Some(format!("{sense} {condition}")), holder);
                }
            }
            _ => one(item, resource, None, holder),
        }
    }
}

fn one(statement: &Term, resource: &Resource, when: Option<String>, holder: &mut Statements) {
    let Some(effect) = statement.get("Effect") else { return };
    let except = statement.get("NotAction").is_some();
    let list = |name: &str| statement.get(name).map(Term::items).unwrap_or_default();
    // a statement of several resources and principals is one for each, but for those that leave something out
    let mut on: Vec<Vec<String>> = list("Resource").iter().map(|t| vec![t.show()]).collect();
    let but: Vec<String> = list("NotResource").iter().map(|t| format!("not {}", t.show())).collect();
    if !but.is_empty() || on.is_empty() {
        on.push(but);
    }
    let not = statement.get("NotPrincipal").map(|t| format!("all but {}", who(t).join(", ")));
    let mut principals: Vec<Option<String>> =
        statement.get("Principal").map(who).unwrap_or_default().into_iter().chain(not).map(Some).collect();
    if principals.is_empty() {
        principals.push(None);
    }
    for (who, on) in principals.iter().flat_map(|who| on.iter().map(move |on| (who, on))) {
        let terms = Terms {
            effect: word(effect).into(),
            except,
            who: who.clone(),
            on: on.clone(),
            condition: statement.get("Condition").map(Term::show),
            when: when.clone().or_else(|| Terms::of(resource).when),
        };
        let actions = holder.entry(terms).or_default();
        for action in list(if except { "NotAction" } else { "Action" }) {
            actions.insert(word(action).into(), action.span);
        }
    }
}

impl Terms {
    /// Nothing but the condition of the resource that says it.
    fn of(resource: &Resource) -> Terms {
        let when = resource.condition.as_ref().map(|c| format!("if {c}"));
        Terms { effect: SmolStr::default(), except: false, who: None, on: Vec::new(), condition: None, when }
    }
}

fn word(term: &Term) -> String {
    term.as_text().map_or_else(|| term.show(), str::to_string)
}

/// `Service "lambda.amazonaws.com"`, or `"*"`: each of them.
fn who(principal: &Term) -> Vec<String> {
    let Some(fields) = principal.as_map() else { return principal.items().iter().map(Term::show).collect() };
    let one = |(kind, names): &(SmolStr, Term)| {
        names.items().iter().map(|name| format!("{kind} {}", name.show())).collect::<Vec<_>>()
    };
    fields.iter().flat_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_take_in_what_they_say() {
        for (pattern, text) in [("s3:Get*", "s3:GetObject"), ("*", "a:b"), ("s3:*", "S3:get*"), ("a:b?", "a:bc")] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in
            [("s3:Get*", "s3:*"), ("s3:GetObject", "s3:GetObjectAcl"), ("a:b?", "a:b"), ("a:b?", "a:b*")]
        {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }
}
