//! AWS SAM's templates as the CloudFormation that they are deployed as.
//!
//! What `Transform: AWS::Serverless-2016-10-31` makes of a template is said again here, resource by resource, with the
//! same logical ids: so says aws-sam-translator 1.110.0 (<https://github.com/aws/serverless-application-model>, 2026-11-25).
//! What is not said here is refused by name, never passed over.

mod api_domain;
mod application;
mod capacity_provider;
mod connector;
mod cors;
mod deployment;
mod editor;
mod events;
mod function;
mod globals;
mod graphql_api;
mod http_api;
mod implicit;
mod invoked;
mod layer;
mod policies;
mod python;
mod references;
mod resource;
mod rest_api;
mod rest_auth;
mod role;
mod shapes;
mod state_machine;
mod swagger;
mod table;
mod tree;
mod usage_plan;
mod version;
mod websocket_api;

use super::value::{Entry, Value};
use crate::diagnostic::{Diagnostic, Report, codes};
use crate::source::Span;
use deployment::Preferences;
use python::Keys;
use resource::{Macro, Made, Resource};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use tree::{empty, list};
use usage_plan::Shared;

/// The name of the transform.
pub const TRANSFORM: &str = "AWS::Serverless-2016-10-31";

/// How many resources a template of CloudFormation's may have
/// (<https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>, 2026-11-25).
/// Each resource of SAM's and nearly each event becomes one at least.
const MAX_RESOURCES: usize = 500;

/// Why a template cannot be translated.
#[derive(Debug)]
pub struct Problem {
    pub span: Span,
    pub message: String,
    pub help: Option<String>,
}

type Outcome<T> = Result<T, Problem>;

fn problem<T>(span: Span, message: impl Into<String>) -> Outcome<T> {
    Err(Problem { span, message: message.into(), help: None })
}

/// Whether a template is one of SAM's, and of no other macro: what those make of it is not known here. One that names none
/// is SAM's where it has such resources.
pub fn is_sam(template: &Value) -> bool {
    let named = |v: &Value| v.as_str() == Some(TRANSFORM);
    match template.get("Transform") {
        Some(transform) => named(transform) || matches!(transform.items(), [only] if named(only)),
        None => untold(template).is_some(),
    }
}

/// The first resource of SAM's in a template that names no macro: CloudFormation refuses it, SAM's own tools do not.
pub fn untold(template: &Value) -> Option<&Entry> {
    let of_sam = |e: &&Entry| e.value.str("Type").is_some_and(|ty| ty.starts_with("AWS::Serverless::"));
    let resources = template.get("Resources").filter(|_| template.get("Transform").is_none())?;
    resources.entries().iter().find(of_sam)
}

/// The CloudFormation that a template of SAM's stands for. What cannot be translated is reported.
pub fn translate(template: &Value, report: &mut Report) -> Option<Value> {
    let mut problems = Vec::new();
    let translated = Sam::new(template.clone()).run(&mut problems);
    for problem in problems {
        let mut diagnostic = Diagnostic::error(&codes::BAD_TEMPLATE, problem.span, problem.message);
        diagnostic.help = problem.help;
        report.add(diagnostic);
    }
    translated
}

/// A translation under way.
struct Sam {
    /// The template, as far as it has been filled in.
    template: Value,
    /// What parameters are unless they are given.
    parameters: FxHashMap<SmolStr, Value>,
    made: Made,
    /// What `Function.Version` and the like stand for.
    references: FxHashMap<(SmolStr, SmolStr), SmolStr>,
    renamed: Vec<(SmolStr, SmolStr)>,
    preferences: Preferences,
    usage_plan: Shared,
    /// Zones of which record sets are in one group.
    zones: FxHashMap<SmolStr, Resource>,
    /// The resources in the order in which SAM's Python goes through them, where the template has a REST API.
    keys: Option<Keys>,
    /// The names of the functions behind each API, which count for its deployment.
    function_names: FxHashMap<SmolStr, String>,
}

impl Sam {
    fn new(template: Value) -> Self {
        let parameters = template.get("Parameters").map(Value::entries).unwrap_or_default();
        let parameters = parameters.iter().filter_map(|p| Some((p.key.clone(), p.value.get("Default")?.clone())));
        let mut keys = has_rest_api(&template).then(Keys::default);
        if let Some(keys) = &mut keys {
            template.get("Resources").map(Value::entries).unwrap_or_default().iter().for_each(|e| keys.add(&e.key));
        }
        Sam {
            keys,
            parameters: parameters.collect(),
            template,
            made: Made::default(),
            references: FxHashMap::default(),
            renamed: Vec::new(),
            preferences: Preferences::default(),
            usage_plan: Shared::default(),
            zones: FxHashMap::default(),
            function_names: FxHashMap::default(),
        }
    }

    fn run(mut self, problems: &mut Vec<Problem>) -> Option<Value> {
        for step in [Sam::check, implicit::definition_bodies, implicit::rest, implicit::http, globals::apply] {
            if let Err(problem) = step(&mut self) {
                problems.push(problem);
                return None;
            }
        }
        connector::embedded(&mut self, problems);
        for of_type in ORDER {
            for id in self.ids_of(of_type) {
                if let Err(problem) = self.resource(&id) {
                    problems.push(problem);
                }
            }
        }
        if let Err(problem) = deployment::finish(&mut self) {
            problems.push(problem);
        }
        problems.is_empty().then(|| self.finish())
    }

    /// What is wrong from the start.
    fn check(&mut self) -> Outcome<()> {
        for name in ["Parameters", "Mappings"] {
            if let Some(section) = self.template.get(name).filter(|s| !s.is_map()) {
                return problem(section.span, format!("`{name}` has to be a map"));
            }
        }
        let (mut resources, mut events) = (0, 0);
        for entry in self.resources().entries() {
            if let Some(listed) = references::listed(&entry.value, &self.parameters) {
                let help = "`Fn::Join` makes one text of a list";
                let message =
                    format!("`Fn::Sub` takes texts, and the parameter `{listed}` is a list unless it is given");
                return Err(Problem { span: entry.key_span, message, help: Some(help.into()) });
            }
            if entry.key.starts_with("Fn::ForEach::") {
                return problem(entry.key_span, "`Fn::ForEach` needs the transform `AWS::LanguageExtensions`");
            }
            let Some(ty) = entry.value.str("Type") else { continue };
            if ty.starts_with("AWS::Serverless::") {
                resources += 1;
                let written = entry.value.get("Properties").and_then(|p| p.get("Events"));
                events += written.map(Value::entries).unwrap_or_default().len();
                if resources > MAX_RESOURCES || events > 2 * MAX_RESOURCES {
                    let message =
                        format!("this template becomes more than the {MAX_RESOURCES} resources that a stack can hold");
                    return problem(entry.key_span, message);
                }
            }
            let known = ORDER.iter().any(|of_type| of_type.contains(&ty));
            if ty.starts_with("AWS::Serverless::") && !known {
                return problem(
                    entry.key_span,
                    format!("`{}`: resources of the type `{ty}` cannot be imported yet", entry.key),
                );
            }
            if known && !entry.key.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return problem(
                    entry.key_span,
                    format!("`{}` cannot be a logical id: letters and digits only", entry.key),
                );
            }
            let properties = entry.value.get("Properties");
            if known && properties.is_some_and(|p| !p.is_map()) {
                return problem(entry.key_span, format!("`{}`: `Properties` has to be a map", entry.key));
            }
        }
        Ok(())
    }

    fn resources(&self) -> &Value {
        self.template.get("Resources").unwrap_or(&self.template)
    }

    fn ids_of(&self, types: &[&str]) -> Vec<SmolStr> {
        let of_type = |v: &Value| v.str("Type").is_some_and(|ty| types.contains(&ty));
        let resources = self.resources();
        match &self.keys {
            Some(keys) => keys.names().filter(|id| resources.get(id).is_some_and(of_type)).cloned().collect(),
            None => resources.entries().iter().filter(|e| of_type(&e.value)).map(|e| e.key.clone()).collect(),
        }
    }

    fn add_resource(&mut self, id: &str, resource: Value) {
        self.template.at("Resources", empty).put(id, resource);
        if let Some(keys) = &mut self.keys {
            keys.add(id);
        }
    }

    fn remove_resource(&mut self, id: &str) {
        self.template.at("Resources", empty).remove(id);
        if let Some(keys) = &mut self.keys {
            keys.remove(id);
        }
    }

    fn resource_mut(&mut self, id: &str) -> Option<&mut Value> {
        self.template.get_mut("Resources")?.get_mut(id)
    }

    /// The properties of a resource of the template, made where it has none.
    fn properties_mut(&mut self, id: &str) -> Option<&mut Value> {
        Some(self.resource_mut(id)?.at("Properties", empty))
    }

    fn resource(&mut self, id: &SmolStr) -> Outcome<()> {
        let Some(entry) = self.resources().entries().iter().find(|e| e.key == *id).cloned() else { return Ok(()) };
        let source = Macro::new(entry);
        let (resources, new_id) = match source.ty.as_str() {
            "AWS::Serverless::Function" => (function::translate(self, &source)?, None),
            "AWS::Serverless::StateMachine" => (state_machine::translate(self, &source)?, None),
            "AWS::Serverless::Api" => (rest_api::translate(self, &source)?, None),
            "AWS::Serverless::HttpApi" => (http_api::translate(self, &source)?, None),
            "AWS::Serverless::Connector" => (connector::translate(self, &source)?, None),
            "AWS::Serverless::GraphQLApi" => (graphql_api::translate(self, &source)?, None),
            "AWS::Serverless::WebSocketApi" => (websocket_api::translate(self, &source)?, None),
            "AWS::Serverless::SimpleTable" => (table::translate(&source)?, None),
            "AWS::Serverless::Application" => (application::translate(&source)?, None),
            "AWS::Serverless::CapacityProvider" => (capacity_provider::translate(&source)?, None),
            _ => {
                let layer = layer::translate(self, &source)?;
                let id = layer.id.clone();
                (vec![layer], Some(id))
            }
        };
        if let Some(new) = new_id.filter(|new| new != id) {
            self.renamed.push((id.clone(), new));
        }
        self.refer(id, &source.ty, &resources);
        for resource in resources {
            self.made.add(id, resource);
        }
        Ok(())
    }

    /// Notes what `Id.Alias` and the like stand for.
    fn refer(&mut self, id: &SmolStr, ty: &str, resources: &[Resource]) {
        for (name, of_type) in references::referable(ty) {
            if let Some(resource) = resources.iter().rev().find(|r| r.ty == *of_type) {
                self.references.insert((id.clone(), (*name).into()), resource.id.clone());
            }
        }
    }

    fn condition(&mut self, name: &str, value: Value) {
        self.template.at("Conditions", empty).put(name, value);
    }

    fn finish(mut self) -> Value {
        let made = std::mem::take(&mut self.made);
        if let Some(resources) = self.template.get_mut("Resources") {
            made.place(resources);
        }
        self.template.remove("Globals");
        let rest = self.template.get("Transform").map(Value::items).unwrap_or_default();
        let rest: Vec<Value> = rest.iter().filter(|t| t.as_str() != Some(TRANSFORM)).cloned().collect();
        match rest.is_empty() {
            true => drop(self.template.remove("Transform")),
            false => self.template.put("Transform", list(rest)),
        }
        references::rename(&mut self.template, &self.renamed);
        references::resolve(&mut self.template, &self.references);
        self.template
    }
}

/// Whether there is a REST API, of which SAM's Python keeps the order of Python 2.7.
fn has_rest_api(template: &Value) -> bool {
    let rest = |e: &Entry| match e.value.str("Type") {
        Some("AWS::Serverless::Api") => true,
        Some("AWS::Serverless::Function" | "AWS::Serverless::StateMachine") => {
            let events = e.value.get("Properties").and_then(|p| p.get("Events"));
            events.map(Value::entries).unwrap_or_default().iter().any(|event| event.value.str("Type") == Some("Api"))
        }
        _ => false,
    };
    template.get("Resources").map(Value::entries).unwrap_or_default().iter().any(rest)
}

/// Types in the order in which they are translated: functions and state machines write into their APIs,
/// connectors look at what has been made.
const ORDER: [&[&str]; 5] = [
    &["AWS::Serverless::Function"],
    &["AWS::Serverless::StateMachine"],
    &["AWS::Serverless::Api", "AWS::Serverless::HttpApi", "AWS::Serverless::WebSocketApi"],
    &[
        "AWS::Serverless::SimpleTable",
        "AWS::Serverless::Application",
        "AWS::Serverless::LayerVersion",
        "AWS::Serverless::CapacityProvider",
        "AWS::Serverless::GraphQLApi",
    ],
    &["AWS::Serverless::Connector"],
];
