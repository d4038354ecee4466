//! APIs that events ask for without naming one, and the paths that events bring to APIs.

use super::editor::Editor;
use super::python::order;
use super::tree::{MADE, PLAIN, empty, empty_made, list, map, reference};
use super::{Outcome, Sam, problem};
use crate::import::value::{Entry, Kind, Value};
use crate::source::Span;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The mark of a definition that SAM writes.
pub const MANAGED: &str = "__MANAGE_SWAGGER";

/// What REST and HTTP APIs do otherwise.
struct Manner {
    event: &'static str,
    api_property: &'static str,
    api_type: &'static str,
    implicit: &'static str,
    condition: &'static str,
    skeleton: fn() -> Value,
}

const REST: Manner = Manner {
    event: "Api",
    api_property: "RestApiId",
    api_type: "AWS::Serverless::Api",
    implicit: "ServerlessRestApi",
    condition: "ServerlessRestApiCondition",
    skeleton: swagger_skeleton,
};

const HTTP: Manner = Manner {
    event: "HttpApi",
    api_property: "ApiId",
    api_type: "AWS::Serverless::HttpApi",
    implicit: "ServerlessHttpApi",
    condition: "ServerlessHttpApiCondition",
    skeleton: openapi_skeleton,
};

fn skeleton(word: &str, version: &str) -> Value {
    let mut document = empty_made();
    document.put(word, version);
    let mut info = empty_made();
    info.put("version", "1.0");
    info.put("title", reference("AWS::StackName"));
    document.put("info", info);
    document.put("paths", empty_made());
    document
}

pub fn swagger_skeleton() -> Value {
    skeleton("swagger", "2.0")
}

fn openapi_skeleton() -> Value {
    skeleton("openapi", "3.0.1")
}

/// APIs without a definition get an empty one, which SAM fills.
pub fn definition_bodies(sam: &mut Sam) -> Outcome<()> {
    for manner in [&REST, &HTTP] {
        for id in sam.ids_of(&[manner.api_type]) {
            let Some(properties) = sam.properties_mut(&id) else { continue };
            if properties.truthy("DefinitionBody").or(properties.truthy("DefinitionUri")).is_none() {
                properties.put("DefinitionBody", (manner.skeleton)());
                properties.put(MANAGED, true);
            }
        }
    }
    Ok(())
}

pub fn rest(sam: &mut Sam) -> Outcome<()> {
    Paths::new(sam, &REST).run()
}

pub fn http(sam: &mut Sam) -> Outcome<()> {
    Paths::new(sam, &HTTP).run()
}

/// Methods of a path with the condition that each exists under.
type Methods = Vec<(SmolStr, Option<SmolStr>)>;

struct Paths<'s> {
    sam: &'s mut Sam,
    manner: &'static Manner,
    conditions: FxHashMap<SmolStr, Vec<(SmolStr, Methods)>>,
    policies: FxHashMap<SmolStr, Vec<[Option<SmolStr>; 2]>>,
}

impl<'s> Paths<'s> {
    fn new(sam: &'s mut Sam, manner: &'static Manner) -> Self {
        Paths { sam, manner, conditions: FxHashMap::default(), policies: FxHashMap::default() }
    }

    fn run(mut self) -> Outcome<()> {
        let written = self.sam.resources().get(self.manner.implicit).cloned();
        let mut properties = empty();
        if self.manner.event == "Api" {
            properties.put("StageName", "Prod");
        }
        properties.put("DefinitionBody", (self.manner.skeleton)());
        properties.put(MANAGED, true);
        let implicit = map! { "Type" => self.manner.api_type, "Properties" => properties };
        self.sam.add_resource(self.manner.implicit, implicit);
        for id in self.sam.ids_of(&["AWS::Serverless::Function", "AWS::Serverless::StateMachine"]) {
            self.events_of(&id)?;
        }
        self.condition_of_the_api();
        self.policies_of_the_api();
        self.conditions_of_paths()?;
        let body = self.sam.properties_mut(self.manner.implicit).and_then(|p| p.get("DefinitionBody").cloned());
        if body.and_then(|b| b.get("paths").map(|p| p.entries().is_empty())).unwrap_or(true) {
            match written {
                Some(written) => self.sam.add_resource(self.manner.implicit, written),
                None => self.sam.remove_resource(self.manner.implicit),
            }
        }
        Ok(())
    }

    fn events_of(&mut self, id: &SmolStr) -> Outcome<()> {
        let Some(resource) = self.sam.resources().get(id) else { return Ok(()) };
        let attribute = |name: &str| resource.str(name).map(SmolStr::from);
        let condition = attribute("Condition");
        let policies = [attribute("DeletionPolicy"), attribute("UpdateReplacePolicy")];
        let Some(events) = resource.get("Properties").and_then(|p| p.get("Events")).filter(|e| e.is_map()) else {
            return Ok(());
        };
        let section = resource.str("Type").unwrap_or_default().trim_start_matches("AWS::Serverless::").to_string();
        let in_order = |entries: &[Entry]| -> Vec<Entry> {
            match self.sam.keys {
                Some(_) => order(entries).into_iter().map(|place| entries[place].clone()).collect(),
                None => entries.to_vec(),
            }
        };
        let events = in_order(events.entries()).into_iter();
        let events: Vec<Entry> = events.filter(|e| e.value.str("Type") == Some(self.manner.event)).collect();
        let events = in_order(&events);
        for event in events {
            let mut properties = event.value.get("Properties").cloned().unwrap_or_else(empty_made);
            if self.manner.event == "Api" && !properties.is_truthy() {
                continue;
            }
            if !properties.is_map() {
                return problem(event.key_span, format!("event `{}`: `Properties` has to be a map", event.key));
            }
            if !properties.has(self.manner.api_property) {
                self.tags(id, &section);
                let api = Value::text(MADE, self.manner.implicit);
                let mut to = empty_made();
                to.put("Ref", api);
                properties.put(self.manner.api_property, to);
            }
            if self.manner.event == "HttpApi" && properties.truthy("Path").or(properties.truthy("Method")).is_none() {
                properties.put("Path", "$default");
                properties.put("Method", crate::aws::api::definition::ANY);
            }
            self.event(&event, &properties, &condition, &policies)?;
            let events = self.sam.properties_mut(id).map(|p| p.at("Events", empty_made));
            if let Some(event) = events.and_then(|e| e.get_mut(&event.key)) {
                event.put("Properties", properties);
            }
        }
        Ok(())
    }

    /// The implicit API has the tags of a function that propagates them.
    fn tags(&mut self, id: &str, section: &str) {
        let globals = self.sam.template.get("Globals").and_then(|g| g.get(section)).cloned().unwrap_or_else(empty);
        let own = self.sam.resources().get(id).and_then(|r| r.get("Properties")).cloned().unwrap_or_else(empty);
        let either = |name: &str| own.truthy(name).or(globals.truthy(name)).cloned();
        if let (Some(_), Some(tags), Some(api)) =
            (either("PropagateTags"), either("Tags"), self.sam.properties_mut(self.manner.implicit))
        {
            let all = api.at("Tags", empty);
            tags.entries().iter().for_each(|e| all.put(e.key.clone(), e.value.clone()));
            api.put("PropagateTags", true);
        }
    }

    fn event(
        &mut self,
        event: &Entry,
        properties: &Value,
        condition: &Option<SmolStr>,
        policies: &[Option<SmolStr>; 2],
    ) -> Outcome<()> {
        let text = |name: &str| match properties.str(name) {
            Some(text) => Ok(SmolStr::from(text)),
            None => problem(event.key_span, format!("event `{}`: `{name}` is missing, or no text", event.key)),
        };
        let (path, method) = (text("Path")?, text("Method")?);
        let api = api_id(properties, self.manner.api_property);
        let target = api.as_deref().and_then(|id| self.sam.resources().get(id));
        let ty = target.and_then(|t| t.str("Type"));
        let (Some(api), Some(ty)) = (api, ty) else { return self.no_api(event) };
        if ty == "AWS::Serverless::HttpApi" && self.manner.event == "Api" {
            return self.no_api(event);
        }
        let methods = self.conditions.entry(api.clone()).or_default();
        match methods.iter_mut().find(|(p, _)| *p == path) {
            Some((_, methods)) => match methods.iter_mut().find(|(m, _)| *m == method) {
                Some((_, old)) => old.clone_from(condition),
                None => methods.push((method.clone(), condition.clone())),
            },
            None => methods.push((path.clone(), vec![(method.clone(), condition.clone())])),
        }
        self.policies.entry(api.clone()).or_default().push(policies.clone());
        let spans = |name: &str| properties.get(name).map_or(MADE, |v| v.span);
        self.add_path(&api, (&path, spans("Path")), (&method, spans("Method")))?;
        if self.manner.event == "HttpApi" && properties.has("RouteSettings") {
            self.route_settings(&api, properties, condition.as_deref());
        }
        Ok(())
    }

    fn no_api(&self, event: &Entry) -> Outcome<()> {
        let message = format!(
            "event `{}`: `{}` has to be a reference to an `{}` of this template",
            event.key, self.manner.api_property, self.manner.api_type
        );
        problem(event.key_span, message)
    }

    fn add_path(&mut self, api: &str, path: (&str, Span), method: (&str, Span)) -> Outcome<()> {
        let Some(properties) = self.sam.properties_mut(api) else { return Ok(()) };
        let Some(body) = properties.get("DefinitionBody").filter(|b| Editor::is_valid(b)).cloned() else {
            return Ok(());
        };
        if properties.truthy(MANAGED).is_none() {
            return Ok(());
        }
        let mut editor = Editor::new(body);
        editor.add_path(path, Some(method));
        let body = editor.finish();
        properties.put("DefinitionBody", body);
        Ok(())
    }

    fn route_settings(&mut self, api: &str, properties: &Value, condition: Option<&str>) {
        let method = properties.str("Method").unwrap_or_default();
        let path = properties.str("Path").unwrap_or_default();
        let route = match method == crate::aws::api::definition::ANY {
            true => path.to_string(),
            false => format!("{} {path}", method.to_uppercase()),
        };
        let mut settings = properties.get("RouteSettings").cloned().unwrap_or_else(empty);
        if let Some(condition) = condition {
            settings = super::tree::when(condition, settings);
        }
        if let Some(api) = self.sam.properties_mut(api) {
            let of_route = api.at("RouteSettings", empty);
            if !of_route.has(&route) {
                of_route.put(route.clone(), empty());
            }
            if let Some(of_route) = of_route.get_mut(&route) {
                settings.entries().iter().for_each(|e| of_route.put(e.key.clone(), e.value.clone()));
            }
        }
    }

    /// The implicit API exists where any of its methods does.
    fn condition_of_the_api(&mut self) {
        let Some(paths) = self.conditions.get(self.manner.implicit) else { return };
        let all = paths.iter().flat_map(|(_, methods)| methods.iter().map(|(_, c)| c.clone()));
        let Some(mut all) = all.collect::<Option<Vec<SmolStr>>>() else { return };
        all.sort();
        all.dedup();
        let condition = match all.as_slice() {
            [] => return,
            [one] => one.clone(),
            _ => {
                combined(self.sam, self.manner.condition, all);
                self.manner.condition.into()
            }
        };
        if let Some(api) = self.sam.resource_mut(self.manner.implicit) {
            api.put("Condition", condition);
        }
    }

    fn policies_of_the_api(&mut self) {
        let Some(policies) = self.policies.get(self.manner.implicit) else { return };
        let found = [("DeletionPolicy", 0), ("UpdateReplacePolicy", 1)].map(|(name, nth)| {
            let has = |word: &str| policies.iter().any(|p| p[nth].as_deref() == Some(word));
            let words: &[&'static str] =
                if nth == 0 { &["Retain", "Delete"] } else { &["Retain", "Snapshot", "Delete"] };
            (name, words.iter().find(|word| has(word)).copied())
        });
        if let Some(api) = self.sam.resource_mut(self.manner.implicit) {
            found
                .into_iter()
                .filter_map(|(name, word)| Some((name, word?)))
                .for_each(|(name, word)| api.put(name, word));
        }
    }

    /// A path of which each method is under a condition is under them too.
    fn conditions_of_paths(&mut self) -> Outcome<()> {
        for id in self.sam.ids_of(&[self.manner.api_type]) {
            let Some(properties) = self.sam.properties_mut(&id) else { continue };
            let Some(body) = properties.get("DefinitionBody").filter(|_| properties.truthy(MANAGED).is_some()) else {
                continue;
            };
            let mut editor = Editor::new(body.clone());
            let known = self.conditions.get(&id).cloned().unwrap_or_default();
            for path in editor.paths() {
                let methods = known.iter().find(|(p, _)| *p == path).map(|(_, m)| m.as_slice()).unwrap_or_default();
                let Some(mut all) = methods.iter().map(|(_, c)| c.clone()).collect::<Option<Vec<SmolStr>>>() else {
                    continue;
                };
                all.sort();
                all.dedup();
                let condition = match all.as_slice() {
                    [] => continue,
                    [one] => (one.clone(), MADE),
                    _ => {
                        let words = path.replace('/', "SLASH").replace('{', "OB").replace('}', "CB");
                        let name = format!("{id}{words}PathCondition");
                        combined(self.sam, &name, all);
                        (name.into(), PLAIN)
                    }
                };
                editor.make_conditional(&path, (&condition.0, condition.1));
            }
            let body = editor.finish();
            if let Some(properties) = self.sam.properties_mut(&id) {
                properties.put("DefinitionBody", body);
            }
        }
        Ok(())
    }
}

/// The API that an event names: a `Ref`'s or a text.
pub fn api_id(properties: &Value, name: &str) -> Option<SmolStr> {
    let value = properties.get(name)?;
    match &value.kind {
        Kind::Text(text) => Some(text.clone()),
        _ => value.get("Ref")?.as_str().map(SmolStr::from),
    }
}

/// A condition that holds where any of some does; `Fn::Or` takes at most ten.
pub fn combined(sam: &mut Sam, name: &str, mut conditions: Vec<SmolStr>) {
    let mut left = conditions.len().saturating_sub(2) / 9;
    while conditions.len() > 1 {
        let this = if left > 0 { format!("{name}{left}") } else { name.to_string() };
        left = left.saturating_sub(1);
        let rest = conditions.split_off(conditions.len().min(10));
        let all = list(conditions.iter().map(|c| map! { "Condition" => c }));
        sam.condition(&this, map! { "Fn::Or" => all });
        conditions = rest;
        conditions.push(this.into());
        if conditions.len() == 1 {
            return;
        }
    }
}
