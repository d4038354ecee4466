//! Puts the template together: resources in order, and of the other sections what they use.

use super::each;
use super::node::{Json, Node, Object};
use super::template::{Promise, Template};
use crate::graph::{self, Used};
use crate::lower::Lower;
use crate::lower::values::{STAGE, STAGES};
use crate::model::{Decl, Keep, Transforms};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// The parameter that says which bucket holds the code.
pub const ARTIFACT_BUCKET: &str = "ArtifactBucket";

/// Intrinsics that need the transform `AWS::LanguageExtensions`.
const EXTENSIONS: [SmolStr; 3] =
    [SmolStr::new_static("Fn::Length"), SmolStr::new_static("Fn::ToJsonString"), graph::FIND_WITH_DEFAULT];

/// The template of what was lowered, and what it uses.
pub fn assemble(lower: &mut Lower) -> (Template, Used) {
    let stack = lower.stack;
    let mut template = Template {
        description: stack.description.clone(),
        metadata: stack.metadata.clone(),
        transform: stack.transform.clone(),
        resources: std::mem::take(&mut lower.resources),
        ..Template::default()
    };
    template.promises = promises(lower);
    outputs(lower, &mut template);
    each::loops(lower, &mut template);
    for rule in &stack.rules {
        template.rules.put(rule.id.clone(), rule.node.clone());
    }
    for mapping in &stack.mappings {
        template.mappings.put(mapping.id.clone(), mapping.node.clone());
    }
    template.version = version(lower);
    raw(lower, &mut template);
    let mut used = Used::default();
    let graph = graph::build(&template.resources, |id| lower.place(id), &mut used);
    sections(&template, &mut used);
    conditions(lower, &mut template, &mut used);
    each::check(&template, lower.report);
    stage_mapping(lower, &mut template);
    parameters(lower, &mut template, &used);
    let extended = !template.loops.is_empty() || EXTENSIONS.iter().any(|f| used.functions.contains(f));
    if extended && stack.transforms == Transforms::AsNeeded && template.raw.get("Transform").is_none() {
        let name = Node::from("AWS::LanguageExtensions");
        if !template.transform.iter().any(|n| n.json == name.json) {
            template.transform.insert(0, name);
        }
    }
    if let Some(transforms) = stack.settings.get("transform").and_then(|v| v.as_list()) {
        template.transform.extend(transforms.iter().map(|t| lower.node(t)));
    }
    if let Some(metadata) = stack.settings.get("metadata").map(|v| lower.node(v))
        && let super::Json::Map(fields) = metadata.json
    {
        fields.into_iter().for_each(|(k, v)| template.metadata.put(k, v));
    }
    graph::order(&graph, &mut template, lower.report);
    (template, used)
}

/// The only version that there is; `format_version: null` leaves it out.
fn version(lower: &Lower) -> Option<Node> {
    match lower.stack.settings.prop("format_version") {
        None => Some(Node::from("2010-09-09")),
        Some(prop) => lower.property(&prop.value),
    }
}

/// What `template` blocks say, the entries of a section together. An id that is taken already is reported.
fn raw(lower: &mut Lower, template: &mut Template) {
    for value in &lower.stack.raw {
        let Json::Map(sections) = lower.node(value).json else { continue };
        for (section, mut node) in sections {
            // a section of nothing but an intrinsic, `Resources: { "Fn::Transform": … }`
            if let Json::Fn(name, argument) = node.json {
                node.json = Json::Map(vec![(name, *argument)]);
            }
            match (template.raw.0.iter_mut().find(|(name, _)| *name == section), node.json) {
                (Some((_, Node { json: Json::Map(before), .. })), Json::Map(more)) => before.extend(more),
                (_, json) => template.raw.put(section, Node { span: node.span, json }),
            }
        }
    }
    let taken = |section: &str, id: &str| match section {
        "Resources" => lower.has(id),
        "Parameters" => lower.stack.params.iter().any(|p| p.logical_id == id),
        "Mappings" => template.mappings.get(id).is_some(),
        "Outputs" => template.outputs.get(id).is_some(),
        "Rules" => template.rules.get(id).is_some(),
        "Metadata" => template.metadata.get(id).is_some(),
        _ => false,
    };
    let mut twice = Vec::new();
    for (section, node) in &template.raw.0 {
        if let Json::Map(entries) = &node.json {
            twice.extend(entries.iter().filter(|(id, _)| taken(section, id)).map(|(id, n)| (id.clone(), n.span)));
        }
    }
    for (id, span) in twice {
        let message = format!("`{id}` stands in the `template` block and is declared, too");
        lower.error(&crate::diagnostic::codes::DUPLICATE_ID, span, message);
    }
}

fn promises(lower: &Lower) -> Vec<Promise> {
    let promise = |decl: &Decl| {
        let said = &decl.decorations;
        let (was, replaceable) = (said.was.clone(), said.replaceable.clone());
        let owner = decl.id.0 as usize;
        let any = was.is_some() || replaceable.is_some();
        any.then(|| Promise { owner, id: decl.logical_id.clone(), was, replaceable })
    };
    lower.stack.decls.iter().filter_map(promise).collect()
}

fn outputs(lower: &Lower, template: &mut Template) {
    for output in &lower.stack.outputs {
        let export = output.export.as_ref().map(|e| crate::object! { "Name": lower.node(e) });
        let condition = output.condition.map(|c| lower.condition_name(c));
        let body = crate::object! {
            "Description": output.description.clone(),
            "Condition": condition,
            "Value": lower.node(&output.value),
            "Export": export,
        };
        template.outputs.put(output.id.clone(), Node::from(body).at(output.span));
    }
}

/// What the sections beside the resources use.
fn sections(template: &Template, used: &mut Used) {
    template.loops.iter().for_each(|each| used.node(&each.list));
    let sections = template.outputs.0.iter().chain(&template.rules.0).chain(&template.metadata.0);
    let sections = sections.chain(&template.raw.0);
    for (_, node) in sections {
        used.node(node);
        if let Some(condition) = node.get("Condition").and_then(Node::as_str) {
            used.conditions.insert(condition.into());
        }
    }
}

/// The conditions that are used, and those that they use.
fn conditions(lower: &Lower, template: &mut Template, used: &mut Used) {
    let mut done: Vec<(SmolStr, Node)> = Vec::new();
    used.conditions.extend(lower.conds.declared().cloned());
    let mut seen: FxHashSet<SmolStr> = FxHashSet::default();
    loop {
        let mut next: Vec<SmolStr> = used.conditions.iter().filter(|c| !seen.contains(*c)).cloned().collect();
        if next.is_empty() {
            break;
        }
        next.sort();
        for name in next {
            // an `Fn::If` that the source writes itself may name one of a macro
            seen.insert(name.clone());
            let Some(body) = lower.condition_body(&name) else { continue };
            used.node(&body);
            done.push((name, body));
        }
    }
    done.sort_by(|a, b| a.0.cmp(&b.0));
    template.conditions = Object(done);
}

/// The mapping of the stages' values, and the parameter that chooses one, where they are needed.
fn stage_mapping(lower: &mut Lower, template: &mut Template) {
    let mut map = lower.take_stage_map();
    if map.is_empty() {
        return;
    }
    map.sort_by(|a, b| a.0.cmp(&b.0));
    let names = short_names(&map);
    let nodes = template.resources.iter_mut().flat_map(|r| r.properties.0.iter_mut().chain(&mut r.attributes.0));
    nodes.chain(&mut template.outputs.0).chain(&mut template.conditions.0).for_each(|(_, node)| rename(node, &names));
    for (key, _) in &mut map {
        *key = names[key].clone();
    }
    let mut stages = Object::new();
    for (i, stage) in lower.stack.stages.iter().enumerate() {
        let values = map.iter().filter_map(|(key, nodes)| Some((key.clone(), nodes.get(i)?.clone())));
        stages.put(stage.clone(), Object(values.collect()).into());
    }
    template.mappings.set(STAGES, stages);
}

/// `memory#1f0c` as `memory`, and further ones of the same name as `memory2`: the keys are sorted, so that it does not
/// depend on the order of declarations.
fn short_names(map: &[(SmolStr, Vec<Node>)]) -> FxHashMap<SmolStr, SmolStr> {
    let base = |key: &SmolStr| key.split('#').next().unwrap_or("").to_string();
    let mut names = FxHashMap::default();
    for (i, (key, _)) in map.iter().enumerate() {
        let nth = map[..i].iter().filter(|(k, _)| base(k) == base(key)).count() + 1;
        let name = if nth == 1 { base(key) } else { format!("{}{nth}", base(key)) };
        names.insert(key.clone(), SmolStr::from(name));
    }
    names
}

fn rename(node: &mut Node, names: &FxHashMap<SmolStr, SmolStr>) {
    match &mut node.json {
        Json::Str(text) => {
            if let Some(name) = text.contains('#').then(|| names.get(text)).flatten() {
                *text = name.clone();
            }
        }
        Json::List(items) | Json::Sub(items) => items.iter_mut().for_each(|n| rename(n, names)),
        Json::Map(fields) => fields.iter_mut().for_each(|(_, n)| rename(n, names)),
        Json::If(_, branches) => {
            rename(&mut branches.0, names);
            rename(&mut branches.1, names);
        }
        Json::Fn(_, argument) => rename(argument, names),
        _ => {}
    }
}

fn parameters(lower: &mut Lower, template: &mut Template, used: &Used) {
    let stack = lower.stack;
    if used.has(STAGE) && !stack.stages.is_empty() {
        let names: Vec<Node> = stack.stages.iter().map(|n| n.clone().into()).collect();
        let body = crate::object! {
            "Type": "String",
            "Description": "Which variant of the stack this is",
            "AllowedValues": names,
        };
        template.parameters.set(STAGE, body);
    }
    for param in &stack.params {
        if param.keep == Keep::Always || used.has(&param.logical_id) {
            template.parameters.put(param.logical_id.clone(), Node::from(param.body.clone()).at(param.span));
        }
    }
    for (id, body) in std::mem::take(&mut lower.parameters) {
        template.parameters.put(id, body.into());
    }
    // one that a `template` block writes out is that one
    let written = template.raw.get("Parameters").is_some_and(|section| section.get(ARTIFACT_BUCKET).is_some());
    if used.has(ARTIFACT_BUCKET) && !lower.has(ARTIFACT_BUCKET) && !written {
        let body = crate::object! { "Type": "String", "Description": "The bucket that holds the functions' code" };
        template.parameters.set(ARTIFACT_BUCKET, body);
    }
}
