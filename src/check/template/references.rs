//! What is referred to is there: resources, parameters, conditions and mappings.

use super::Look;
use crate::diagnostic::codes;
use crate::emit::{Json, Node, Resource};
use crate::source::Span;
use crate::syntax::pseudo::{PSEUDO, is_pseudo};
use smol_str::SmolStr;

/// What stands in a place, and so what can be referred to there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Condition,
    Other,
}

struct References<'l, 'r, 'w, 't> {
    look: &'l mut Look<'r, 'w, 't>,
    /// Names of loops and of what `Fn::Sub` is given, as far in as the walk is.
    local: Vec<SmolStr>,
    /// What resources of loops and modules begin with: which there are is known only at deployment.
    open: Vec<SmolStr>,
    conditions_open: bool,
    resources_open: bool,
    place: Place,
}

pub fn check(look: &mut Look) {
    let template = look.world.template;
    let begins = |r: &Resource| match r.id.contains('&').then(|| r.id.split_once("&{")).flatten() {
        Some((head, _)) => Some(SmolStr::from(head)),
        None => r.ty.ends_with("::MODULE").then(|| r.id.clone()),
    };
    let raw = |name: &str| template.raw.get(name).is_some();
    let mut all = References {
        local: template.loops.iter().map(|each| each.identifier.clone()).collect(),
        open: template.resources.iter().filter_map(begins).collect(),
        conditions_open: raw("Conditions") || template.conditions.0.iter().any(|(id, _)| id.starts_with("Fn::")),
        resources_open: template.raw.get("Resources").is_some_and(|n| match &n.json {
            Json::Map(entries) => entries.iter().any(|(id, _)| id.starts_with("Fn::")),
            _ => true,
        }) || raw("Parameters")
            // SAM makes more of each than stands here
            || template.resources.iter().any(|r| r.ty.starts_with("AWS::Serverless::")),
        look,
        place: Place::Condition,
    };
    all.map(&template.conditions.0, Span::default());
    all.map(&template.rules.0, Span::default());
    all.place = Place::Other;
    for (_, output) in &template.outputs.0 {
        if let Some(Node { json: Json::Str(name), span }) = output.get("Condition") {
            all.condition(name, *span);
        }
    }
    all.map(&template.outputs.0, Span::default());
    template.loops.iter().for_each(|each| all.node(&each.list, each.span));
    template.resources.iter().for_each(|resource| all.resource(resource));
}

impl References<'_, '_, '_, '_> {
    fn resource(&mut self, resource: &Resource) {
        for (id, span) in &resource.depends_on {
            if !self.is_open(id) && self.look.world.resource(id).is_none() {
                let known = self.look.world.template.resources.iter().map(|r| r.id.as_str());
                let message = format!("`{}` waits for `{id}`, which is no resource of this template", resource.id);
                self.look.unknown(&codes::UNKNOWN_NAME, *span, message, id, known);
            }
        }
        match (resource.attributes.get("Condition"), &resource.condition) {
            (Some(Node { json: Json::Str(name), span }), _) => self.condition(name, *span),
            (_, Some(name)) => self.condition(name, resource.span),
            _ => {}
        }
        for (_, node) in resource.properties.0.iter().chain(&resource.attributes.0) {
            self.node(node, resource.span);
        }
    }

    fn node(&mut self, node: &Node, outer: Span) {
        let span = if node.span == Span::default() { outer } else { node.span };
        match &node.json {
            Json::Ref(id) => self.name(id, span),
            Json::GetAtt(id, _) => self.target(id, span),
            Json::List(items) | Json::Sub(items) => items.iter().for_each(|item| self.node(item, span)),
            Json::If(condition, branches) => {
                self.condition(condition, span);
                self.node(&branches.0, span);
                self.node(&branches.1, span);
            }
            Json::Fn(name, argument) => self.call(name, argument, span),
            Json::Map(fields) => self.map(fields, span),
            Json::Null | Json::Bool(_) | Json::Int(_) | Json::Float(_) | Json::Str(_) | Json::Verbatim(_) => {}
        }
    }

    fn map(&mut self, fields: &[(SmolStr, Node)], span: Span) {
        if let [(key, argument)] = fields {
            match (key.as_str(), &argument.json) {
                ("Ref", Json::Map(_) | Json::List(_)) => {
                    self.look.error(&codes::WRONG_ARGUMENTS, span, "`Ref` takes a name");
                }
                ("Condition", Json::Str(name)) if self.place == Place::Condition => self.condition(name, argument.span),
                _ => {}
            }
        }
        for (key, inner) in fields {
            let before = self.local.len();
            if key.starts_with("Fn::ForEach::")
                && let Json::List(parts) = &inner.json
            {
                self.local.extend(parts.first().and_then(Node::as_str).map(SmolStr::from));
            }
            self.node(inner, span);
            self.local.truncate(before);
        }
    }

    fn call(&mut self, name: &str, argument: &Node, span: Span) {
        match (name, &argument.json) {
            ("Fn::Sub", Json::Str(text)) => self.text(text, span),
            ("Fn::Sub", Json::List(parts)) => {
                let before = self.local.len();
                if let Some(Json::Map(fields)) = parts.get(1).map(|n| &n.json) {
                    self.local.extend(fields.iter().map(|(key, _)| key.clone()));
                }
                match parts.first().map(|n| &n.json) {
                    Some(Json::Str(text)) => self.text(text, span),
                    Some(_) => self.node(&parts[0], span),
                    None => {}
                }
                self.local.truncate(before);
                parts.iter().skip(1).for_each(|part| self.node(part, span));
            }
            ("Condition", Json::Str(name)) if self.place == Place::Condition => self.condition(name, argument.span),
            ("Fn::FindInMap", Json::List(parts)) => {
                self.mapping(parts, span);
                parts.iter().for_each(|part| self.node(part, span));
            }
            _ => self.node(argument, span),
        }
    }

    /// The names in the text of an `Fn::Sub`.
    fn text(&mut self, text: &str, span: Span) {
        for part in text.split("${").skip(1) {
            let Some((name, _)) = part.split_once('}').filter(|_| !part.starts_with('!')) else { continue };
            let name = name.trim();
            match name.split_once('.').filter(|_| !self.is_local(name)) {
                Some((id, _)) => self.target(&SmolStr::from(id), span),
                None => self.name(&SmolStr::from(name), span),
            }
        }
    }

    fn is_local(&self, name: &str) -> bool {
        self.local.iter().any(|local| local == name)
    }

    fn is_open(&self, id: &str) -> bool {
        let written = id.contains("${") || id.contains("&{");
        self.resources_open || written || self.open.iter().any(|head| id.starts_with(head.as_str()))
    }

    /// A parameter, a resource, or what CloudFormation has by itself.
    fn name(&mut self, id: &SmolStr, span: Span) {
        let world = self.look.world;
        if world.resource(id).is_some() || world.parameter(id).is_some() || is_pseudo(id) {
            return;
        }
        if self.is_local(id) || self.is_open(id) {
            return;
        }
        let names = world.template.resources.iter().map(|r| r.id.as_str());
        let names = names.chain(world.template.parameters.0.iter().map(|(id, _)| id.as_str()));
        let known = names.chain(PSEUDO.iter().map(|(_, name, _)| *name));
        let message = format!("`{id}` is neither a resource nor a parameter of this template");
        self.look.unknown(&codes::UNKNOWN_NAME, span, message, id, known);
    }

    /// A resource of which an attribute is wanted.
    fn target(&mut self, id: &SmolStr, span: Span) {
        let world = self.look.world;
        if world.resource(id).is_some() || self.is_open(id) || self.is_local(id) {
            return;
        }
        if world.parameter(id).is_some() {
            let message = format!("`{id}` is a parameter, and has no attributes");
            return self.look.error(&codes::UNKNOWN_NAME, span, message);
        }
        let known = world.template.resources.iter().map(|r| r.id.as_str());
        self.look.unknown(&codes::UNKNOWN_NAME, span, format!("`{id}` is no resource of this template"), id, known);
    }

    fn condition(&mut self, name: &SmolStr, span: Span) {
        let template = self.look.world.template;
        let open = self.conditions_open || name.contains("${") || name.contains("&{");
        if open || self.look.world.condition(name).is_some() {
            return;
        }
        let known = template.conditions.0.iter().map(|(id, _)| id.as_str());
        self.look.unknown(&codes::UNKNOWN_NAME, span, format!("there is no condition `{name}`"), name, known);
    }

    /// A mapping that is named here, and its keys where they are.
    fn mapping(&mut self, parts: &[Node], span: Span) {
        // with a default, nothing has to be there
        let [name, keys @ ..] = parts else { return };
        let (Some(name), 2) = (name.as_str(), keys.len()) else { return };
        let template = self.look.world.template;
        let has_macro = |node: &Node| matches!(&node.json, Json::Fn(..)) || names(node).any(|n| n.starts_with("Fn::"));
        if template.raw.get("Mappings").is_some() || template.mappings.0.iter().any(|(id, _)| id.starts_with("Fn::")) {
            return;
        }
        let Some(mapping) = template.mappings.get(name) else {
            if !self.is_local(name) && !name.contains("${") {
                let known = template.mappings.0.iter().map(|(id, _)| id.as_str());
                self.look.unknown(&codes::UNKNOWN_NAME, span, format!("there is no mapping `{name}`"), name, known);
            }
            return;
        };
        let mut rows: Vec<&Node> = rows(mapping).collect();
        if has_macro(mapping) || rows.iter().any(|row| has_macro(row)) {
            return;
        }
        if let Some(key) = keys[0].as_str() {
            let Some(row) = mapping.get(key) else { return self.no_key(name, key, mapping, keys[0].span) };
            rows = vec![row];
        }
        if let Some(key) = keys[1].as_str()
            && let Some(first) = rows.first()
            && rows.iter().all(|row| row.get(key).is_none())
        {
            self.no_key(name, key, first, keys[1].span);
        }
    }

    fn no_key(&mut self, name: &str, key: &str, among: &Node, span: Span) {
        let message = format!("the mapping `{name}` has no `{key}`");
        self.look.unknown(&codes::UNKNOWN_NAME, span, message, key, names(among));
    }
}

fn rows(mapping: &Node) -> impl Iterator<Item = &Node> {
    let fields: &[(SmolStr, Node)] = if let Json::Map(fields) = &mapping.json { fields } else { &[] };
    fields.iter().map(|(_, row)| row)
}

fn names(node: &Node) -> impl Iterator<Item = &str> {
    let fields: &[(SmolStr, Node)] = if let Json::Map(fields) = &node.json { fields } else { &[] };
    fields.iter().map(|(name, _)| name.as_str())
}
