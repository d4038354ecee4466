//! How one thing leads to another: what starts what, and who may write where. The edges are those of the template, so
//! that constructs and raw resources are one graph; each has its place in the source.

use super::{Cx, look, named, policy};
use crate::aws::managed;
use crate::emit::{Json, Node, Resource};
use crate::source::Span;
use rustc_hash::FxHashMap;

/// Index of a resource in the template.
pub type Place = usize;

/// In which way an edge leads on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// The source's events start the target, or are put into it.
    Starts,
    /// The source has the permission to write to the target, or to call it.
    Writes,
    /// What fails at the source goes to the target.
    Fails,
}

/// Which events of the target, or of the source, it is about. Only buckets tell them apart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scope {
    /// What keys begin with, as far as it is known.
    pub prefix: String,
    pub created: bool,
    pub removed: bool,
}

/// Whether what comes in on an edge surely goes out on the next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Passes {
    All,
    /// A filter or a pattern lets some through.
    Some,
}

pub struct Edge {
    pub from: Place,
    pub to: Place,
    pub how: How,
    pub passes: Passes,
    pub scope: Option<Scope>,
    pub span: Span,
}

pub struct Flow {
    pub edges: Vec<Edge>,
    /// For each resource, the edges that lead from it.
    out: Vec<Vec<usize>>,
    into: Vec<Vec<usize>>,
}

impl Flow {
    pub fn of(cx: &Cx) -> Flow {
        let places = cx.template.resources.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect();
        let mut finder = Finder { cx, places, edges: Vec::new() };
        for resource in &cx.template.resources {
            finder.resource(resource);
        }
        finder.anything();
        let edges = finder.edges;
        let mut out = vec![Vec::new(); cx.template.resources.len()];
        let mut into = out.clone();
        for (i, edge) in edges.iter().enumerate() {
            out[edge.from].push(i);
            into[edge.to].push(i);
        }
        Flow { edges, out, into }
    }

    pub fn from(&self, place: Place) -> impl Iterator<Item = (usize, &Edge)> {
        self.out[place].iter().map(|i| (*i, &self.edges[*i]))
    }

    pub fn into(&self, place: Place) -> impl Iterator<Item = &Edge> {
        self.into[place].iter().map(|i| &self.edges[*i])
    }
}

/// Whether what one edge brings may leave by the next.
pub fn connects(first: &Edge, next: &Edge) -> bool {
    if first.to != next.from {
        return false;
    }
    match (&first.scope, &next.scope) {
        (Some(a), Some(b)) => {
            let kinds = (a.created && b.created) || (a.removed && b.removed);
            kinds && (a.prefix.starts_with(&b.prefix) || b.prefix.starts_with(&a.prefix))
        }
        _ => true,
    }
}

/// Actions that put something into a target or start it, so that the target goes on from there.
const WRITES: [(&str, &str); 22] = [
    ("AWS::S3::Bucket", "s3:PutObject"),
    ("AWS::S3::Bucket", "s3:DeleteObject"),
    ("AWS::SQS::Queue", "sqs:SendMessage"),
    ("AWS::SNS::Topic", "sns:Publish"),
    ("AWS::DynamoDB::Table", "dynamodb:PutItem"),
    ("AWS::DynamoDB::Table", "dynamodb:UpdateItem"),
    ("AWS::DynamoDB::Table", "dynamodb:DeleteItem"),
    ("AWS::DynamoDB::Table", "dynamodb:BatchWriteItem"),
    ("AWS::DynamoDB::Table", "dynamodb:PartiQLInsert"),
    ("AWS::DynamoDB::Table", "dynamodb:PartiQLUpdate"),
    ("AWS::DynamoDB::GlobalTable", "dynamodb:PutItem"),
    ("AWS::DynamoDB::GlobalTable", "dynamodb:UpdateItem"),
    ("AWS::DynamoDB::GlobalTable", "dynamodb:DeleteItem"),
    ("AWS::DynamoDB::GlobalTable", "dynamodb:BatchWriteItem"),
    ("AWS::Events::EventBus", "events:PutEvents"),
    ("AWS::Kinesis::Stream", "kinesis:PutRecord"),
    ("AWS::Kinesis::Stream", "kinesis:PutRecords"),
    ("AWS::KinesisFirehose::DeliveryStream", "firehose:PutRecord"),
    ("AWS::Lambda::Function", "lambda:InvokeFunction"),
    ("AWS::StepFunctions::StateMachine", "states:StartExecution"),
    ("AWS::StepFunctions::StateMachine", "states:StartSyncExecution"),
    ("AWS::ECS::TaskDefinition", "ecs:RunTask"),
];

struct Finder<'c, 'a> {
    cx: &'c Cx<'a>,
    places: FxHashMap<&'a str, Place>,
    edges: Vec<Edge>,
}

impl<'a> Finder<'_, 'a> {
    /// The place of what a node refers to; versions and aliases are the function's.
    fn place(&self, node: &Node) -> Option<Place> {
        self.places.get(self.cx.meant(node)?.id.as_str()).copied()
    }

    fn edge(&mut self, from: Option<Place>, to: Option<Place>, how: How, passes: Passes, span: Span) {
        self.scoped(from, to, how, passes, None, span);
    }

    fn scoped(
        &mut self,
        from: Option<Place>,
        to: Option<Place>,
        how: How,
        passes: Passes,
        scope: Option<Scope>,
        span: Span,
    ) {
        if let (Some(from), Some(to)) = (from, to) {
            self.edges.push(Edge { from, to, how, passes, scope, span });
        }
    }

    fn resource(&mut self, resource: &'a Resource) {
        let here = self.places.get(resource.id.as_str()).copied();
        let get = |path: &str| look::at(&resource.properties, path);
        let place = |this: &Self, path: &str| get(path).and_then(|node| this.place(node));
        let filtered = |path: &str| if look::has(&resource.properties, path) { Passes::Some } else { Passes::All };
        let span = resource.span;
        match resource.ty.as_str() {
            "AWS::Lambda::EventSourceMapping" => {
                let (from, to) = (place(self, "EventSourceArn"), place(self, "FunctionName"));
                self.edge(from, to, How::Starts, filtered("FilterCriteria"), span);
                let failed = place(self, "DestinationConfig.OnFailure.Destination");
                self.edge(to, failed, How::Fails, Passes::Some, span);
            }
            "AWS::SNS::Subscription" => {
                let (from, to) = (place(self, "TopicArn"), place(self, "Endpoint"));
                self.edge(from, to, How::Starts, filtered("FilterPolicy"), span);
            }
            "AWS::SNS::Topic" => {
                for entry in get("Subscription").map(look::items).unwrap_or_default() {
                    let to = entry.get("Endpoint").and_then(|node| self.place(node));
                    self.edge(here, to, How::Starts, Passes::All, span);
                }
            }
            "AWS::S3::Bucket" => self.notifications(resource, here),
            "AWS::SQS::Queue" => {
                let to = place(self, "RedrivePolicy.deadLetterTargetArn");
                self.edge(here, to, How::Fails, Passes::Some, span);
            }
            "AWS::Events::Rule" => self.rule(resource),
            "AWS::Pipes::Pipe" => {
                let (from, to) = (place(self, "Source"), place(self, "Target"));
                self.edge(from, to, How::Starts, Passes::Some, span);
            }
            "AWS::Lambda::EventInvokeConfig" => {
                let from = place(self, "FunctionName");
                for (path, how) in [("OnSuccess", How::Starts), ("OnFailure", How::Fails)] {
                    let to = place(self, &format!("DestinationConfig.{path}.Destination"));
                    let passes = if how == How::Fails { Passes::Some } else { Passes::All };
                    self.edge(from, to, how, passes, span);
                }
            }
            "AWS::Lambda::Function" => {
                self.edge(here, place(self, "DeadLetterConfig.TargetArn"), How::Fails, Passes::Some, span);
                self.writes(resource, here);
            }
            "AWS::StepFunctions::StateMachine" | "AWS::ECS::Service" => self.writes(resource, here),
            _ => {}
        }
    }

    /// What a resource's role lets it write to.
    fn writes(&mut self, resource: &'a Resource, here: Option<Place>) {
        let Some(role) = policy::role_of(self.cx, resource) else { return };
        let mut found = Vec::new();
        for statement in self.cx.principals().of_role(&role.id).iter().filter(|s| s.allows) {
            for node in &statement.resources {
                let Some(target) = self.place(node) else { continue };
                let ty = self.cx.template.resources[target].ty.as_str();
                let may: Vec<&str> =
                    WRITES.iter().filter(|(t, action)| *t == ty && statement.covers(action)).map(|(_, a)| *a).collect();
                if may.is_empty() {
                    continue;
                }
                let scope = (ty == "AWS::S3::Bucket").then(|| Scope {
                    prefix: prefix_of(node),
                    created: may.contains(&"s3:PutObject"),
                    removed: may.contains(&"s3:DeleteObject"),
                });
                // of statements that were merged, each resource knows its own `can`
                let span = if node.span == Span::default() { statement.span } else { node.span };
                found.push((target, scope, span));
            }
        }
        let holds = |r: &Resource| policy::role_of(self.cx, r).is_some_and(|own| own.id == role.id);
        let inner: Vec<Place> =
            found.iter().map(|(target, ..)| *target).filter(|t| holds(&self.cx.template.resources[*t])).collect();
        let is_shared =
            !inner.is_empty() && self.cx.of("AWS::Lambda::Function").iter().filter(|r| holds(r)).count() > 1;
        for (target, scope, span) in found {
            // of functions with one role it is not sure who calls whom
            let passes = if is_shared && inner.contains(&target) { Passes::Some } else { Passes::All };
            self.scoped(here, Some(target), How::Writes, passes, scope, span);
        }
    }

    /// A permission on every resource is one on what starts its holder, too: that may be meant, or not.
    fn anything(&mut self) {
        let mut found = Vec::new();
        for edge in self.edges.iter().filter(|edge| edge.how == How::Starts) {
            let (source, holder) = (&self.cx.template.resources[edge.from], &self.cx.template.resources[edge.to]);
            let Some(role) = policy::role_of(self.cx, holder) else { continue };
            let actions = || WRITES.iter().filter(|(ty, _)| *ty == source.ty).map(|(_, action)| *action);
            for statement in self.cx.principals().of_role(&role.id).iter().filter(|s| s.allows) {
                let all = statement.resources.iter().find(|node| node.as_str() == Some("*"));
                if let Some(node) = all.filter(|_| actions().any(|action| statement.covers(action))) {
                    let span = if node.span == Span::default() { statement.span } else { node.span };
                    found.push((edge.to, edge.from, edge.scope.clone(), span));
                }
            }
            for (arn, span) in self.cx.principals().managed(&role.id) {
                if actions().any(|action| managed::allows(arn, action) == Some(true)) {
                    found.push((edge.to, edge.from, edge.scope.clone(), *span));
                }
            }
        }
        for (from, to, scope, span) in found {
            self.scoped(Some(from), Some(to), How::Writes, Passes::Some, scope, span);
        }
    }

    fn notifications(&mut self, resource: &'a Resource, here: Option<Place>) {
        const KINDS: [(&str, &str); 3] =
            [("LambdaConfigurations", "Function"), ("QueueConfigurations", "Queue"), ("TopicConfigurations", "Topic")];
        let Some(config) = look::at(&resource.properties, "NotificationConfiguration") else { return };
        for (list, key) in KINDS {
            for entry in config.get(list).map(look::items).unwrap_or_default() {
                let to = entry.get(key).and_then(|node| self.place(node));
                let event = entry.get("Event").map(look::pattern).unwrap_or_default();
                let rules = entry.get("Filter").and_then(|f| f.get("S3Key")).and_then(|k| k.get("Rules"));
                let mut scope = Scope {
                    prefix: String::new(),
                    created: event.starts_with("s3:ObjectCreated") || event == "s3:*",
                    removed: event.starts_with("s3:ObjectRemoved") || event == "s3:*",
                };
                for rule in rules.map(look::items).unwrap_or_default() {
                    if rule.get("Name").and_then(Node::as_str).is_some_and(|n| n.eq_ignore_ascii_case("prefix")) {
                        scope.prefix = rule.get("Value").and_then(named::written).unwrap_or_default();
                    }
                }
                let span = if entry.span == Span::default() { resource.span } else { entry.span };
                self.scoped(here, to, How::Starts, Passes::All, Some(scope), span);
            }
        }
    }

    /// A rule leads from its bus, or from the bucket or other source that its pattern names, to its targets.
    fn rule(&mut self, resource: &'a Resource) {
        let bus = look::at(&resource.properties, "EventBusName").and_then(|node| self.place(node));
        let pattern = look::at(&resource.properties, "EventPattern");
        let named = pattern.and_then(|p| p.get("detail")).and_then(|d| d.get("bucket")).and_then(|b| b.get("name"));
        let bucket = named.map(look::items).unwrap_or_default().into_iter().find_map(|node| self.place(node));
        let passes = match pattern.map(|p| &p.json) {
            Some(Json::Map(fields)) if fields.is_empty() => Passes::All,
            _ => Passes::Some,
        };
        for target in look::at(&resource.properties, "Targets").map(look::items).unwrap_or_default() {
            let to = target.get("Arn").and_then(|node| self.place(node));
            self.edge(bus.or(bucket), to, How::Starts, passes, resource.span);
        }
    }
}

/// What the keys of objects begin with that a statement's resource means: `in/` of `${Bucket.Arn}/in/*`. What is not known at
/// build stands there as `${Name}`, and so is the same only where the same is written.
fn prefix_of(node: &Node) -> String {
    let text = named::written(node).unwrap_or_default();
    let path = text.split_once('/').map_or("", |(_, path)| path);
    path.split('*').next().unwrap_or_default().to_string()
}
