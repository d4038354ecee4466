//! A template as JSON text, two spaces a level, written in one pass.

use super::node::{Json, Node, Object};
use super::template::{Resource, Template, Waits};
use smol_str::SmolStr;

/// The template as JSON with a newline at its end.
pub fn print(template: &Template) -> String {
    let mut out = Printer { text: String::with_capacity(1024 * (template.resources.len() + 1)), depth: 0 };
    out.template(template);
    out.text.push('\n');
    out.text
}

/// One node as JSON text on its own.
pub fn print_node(node: &Node) -> String {
    let mut out = Printer { text: String::new(), depth: 0 };
    out.node(node);
    out.text
}

/// Sections to which `template` blocks add entries; the others are theirs alone.
const JOINED: [&str; 7] = ["Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs"];

struct Printer {
    text: String,
    depth: usize,
}

/// Whether an object or a list has had its first entry yet.
struct First(bool);

impl Printer {
    fn template(&mut self, template: &Template) {
        let mut first = self.open('{');
        if let Some(version) = &template.version {
            self.key(&mut first, "AWSTemplateFormatVersion");
            self.node(version);
        }
        if let Some(description) = &template.description {
            self.key(&mut first, "Description");
            self.string(description);
        }
        self.transform(&mut first, &template.transform);
        self.joined(&mut first, "Metadata", &template.metadata, template);
        self.joined(&mut first, "Parameters", &template.parameters, template);
        self.joined(&mut first, "Rules", &template.rules, template);
        self.joined(&mut first, "Mappings", &template.mappings, template);
        self.joined(&mut first, "Conditions", &template.conditions, template);
        self.key(&mut first, "Resources");
        let mut inner = self.open('{');
        self.resources(template, None, &mut inner);
        if let Some(Json::Map(fields)) = template.raw.get("Resources").map(|n| &n.json) {
            self.fields(&mut inner, fields);
        }
        self.close('}', inner);
        self.joined(&mut first, "Outputs", &template.outputs, template);
        for (section, node) in template.raw.0.iter().filter(|(name, _)| !JOINED.contains(&name.as_str())) {
            self.key(&mut first, section);
            self.node(node);
        }
        self.close('}', first);
    }

    /// A section with what `template` blocks add to it.
    fn joined(&mut self, first: &mut First, name: &str, object: &Object, template: &Template) {
        match template.raw.get(name).map(|n| &n.json) {
            Some(Json::Map(more)) => {
                self.key(first, name);
                let mut inner = self.open('{');
                self.fields(&mut inner, &object.0);
                self.fields(&mut inner, more);
                self.close('}', inner);
            }
            Some(_) if object.is_empty() => {
                self.key(first, name);
                template.raw.get(name).into_iter().for_each(|node| self.node(node));
            }
            _ => self.section(first, name, object),
        }
    }

    fn fields(&mut self, first: &mut First, fields: &[(SmolStr, Node)]) {
        for (key, value) in fields {
            self.key(first, key);
            self.node(value);
        }
    }

    /// The resources that stand directly in a loop, or in none; where the first of an inner loop stands, all of it.
    fn resources(&mut self, template: &Template, inside: Option<usize>, first: &mut First) {
        let mut done = Vec::new();
        for resource in &template.resources {
            let mut at = template.loop_of(&resource.id);
            if at == inside {
                self.key(first, &resource.id);
                self.resource(resource);
                continue;
            }
            while let Some(each) = at
                && template.loops[each].outer != inside
            {
                at = template.loops[each].outer;
            }
            if let Some(each) = at.filter(|each| !done.contains(each)) {
                done.push(each);
                self.key(first, &template.loops[each].name());
                self.each(template, each);
            }
        }
    }

    /// `Fn::ForEach`'s argument: the identifier, the list, and what is made for each item.
    fn each(&mut self, template: &Template, index: usize) {
        let mut first = self.open('[');
        self.comma(&mut first);
        self.string(&template.loops[index].identifier);
        self.comma(&mut first);
        self.node(&template.loops[index].list);
        self.comma(&mut first);
        let mut inner = self.open('{');
        self.resources(template, Some(index), &mut inner);
        self.close('}', inner);
        self.close(']', first);
    }

    fn transform(&mut self, first: &mut First, transform: &[Node]) {
        match transform {
            [] => {}
            [one] => {
                self.key(first, "Transform");
                self.node(one);
            }
            several => {
                self.key(first, "Transform");
                self.list(several);
            }
        }
    }

    fn section(&mut self, first: &mut First, name: &str, object: &Object) {
        if !object.is_empty() {
            self.key(first, name);
            self.map(&object.0);
        }
    }

    fn resource(&mut self, resource: &Resource) {
        let mut first = self.open('{');
        self.key(&mut first, "Type");
        self.string(&resource.ty);
        if let Some(condition) = &resource.condition {
            self.key(&mut first, "Condition");
            self.string(condition);
        }
        match resource.depends_on.as_slice() {
            [] => {}
            [(one, _)] if resource.waits == Waits::Short => {
                self.key(&mut first, "DependsOn");
                self.string(one);
            }
            several => {
                self.key(&mut first, "DependsOn");
                let mut inner = self.open('[');
                for (id, _) in several {
                    self.comma(&mut inner);
                    self.string(id);
                }
                self.close(']', inner);
            }
        }
        for (name, policy) in
            [("DeletionPolicy", resource.deletion_policy), ("UpdateReplacePolicy", resource.update_replace_policy)]
        {
            if let Some(policy) = policy {
                self.key(&mut first, name);
                self.string(policy.word());
            }
        }
        for (name, node) in &resource.attributes.0 {
            self.key(&mut first, name);
            self.node(node);
        }
        self.section(&mut first, "Properties", &resource.properties);
        self.close('}', first);
    }

    fn node(&mut self, node: &Node) {
        match &node.json {
            Json::Null => self.text.push_str("null"),
            Json::Bool(b) => self.text.push_str(if *b { "true" } else { "false" }),
            Json::Int(n) => self.text.push_str(itoa::Buffer::new().format(*n)),
            Json::Float(n) => self.text.push_str(&n.to_string()),
            Json::Str(text) => self.string(text),
            Json::Verbatim(json) => self.text.push_str(json),
            Json::List(items) => self.list(items),
            Json::Map(fields) => self.map(fields),
            Json::Ref(id) => self.call("Ref", |out| out.id(id)),
            Json::GetAtt(id, attribute) => self.call("Fn::GetAtt", |out| {
                let mut first = out.open('[');
                out.comma(&mut first);
                out.id(id);
                out.comma(&mut first);
                out.string(attribute);
                out.close(']', first);
            }),
            Json::Sub(parts) => self.call("Fn::Sub", |out| out.sub(parts)),
            Json::If(condition, branches) => self.call("Fn::If", |out| {
                let mut first = out.open('[');
                out.comma(&mut first);
                out.string(condition);
                out.comma(&mut first);
                out.node(&branches.0);
                out.comma(&mut first);
                out.node(&branches.1);
                out.close(']', first);
            }),
            Json::Fn(name, argument) => self.call(name, |out| out.node(argument)),
        }
    }

    /// A logical id; within a loop `Ref` and `Fn::GetAtt` take it as an `Fn::Sub`.
    fn id(&mut self, id: &str) {
        if id.contains("&{") {
            self.call("Fn::Sub", |out| out.string(id));
        } else {
            self.string(id);
        }
    }

    fn call(&mut self, name: &str, argument: impl FnOnce(&mut Self)) {
        let mut first = self.open('{');
        self.key(&mut first, name);
        argument(self);
        self.close('}', first);
    }

    fn list(&mut self, items: &[Node]) {
        let mut first = self.open('[');
        for item in items {
            self.comma(&mut first);
            self.node(item);
        }
        self.close(']', first);
    }

    fn map(&mut self, fields: &[(SmolStr, Node)]) {
        let mut first = self.open('{');
        self.fields(&mut first, fields);
        self.close('}', first);
    }

    /// `Fn::Sub`'s argument: one text, or a text and the variables that it needs.
    fn sub(&mut self, parts: &[Node]) {
        let mut variables: Vec<&Node> = Vec::new();
        for part in parts.iter().filter(|part| !stands_in_text(part)) {
            if !variables.iter().any(|known| known.json == part.json) {
                variables.push(part);
            }
        }
        if variables.is_empty() {
            return self.sub_text(parts, &variables);
        }
        let mut first = self.open('[');
        self.comma(&mut first);
        self.sub_text(parts, &variables);
        self.comma(&mut first);
        let mut inner = self.open('{');
        for (i, node) in variables.into_iter().enumerate() {
            self.key(&mut inner, &format!("Value{}", i + 1));
            self.node(node);
        }
        self.close('}', inner);
        self.close(']', first);
    }

    fn sub_text(&mut self, parts: &[Node], variables: &[&Node]) {
        self.text.push('"');
        for part in parts {
            match &part.json {
                Json::Str(plain) if plain.contains("${") => within(&mut self.text, &plain.replace("${", "${!")),
                Json::Str(plain) => within(&mut self.text, plain),
                Json::Ref(id) if stands_in_text(part) => self.variable(&[id]),
                Json::GetAtt(id, attribute) if stands_in_text(part) => self.variable(&[id, ".", attribute]),
                _ => {
                    let place = variables.iter().position(|known| known.json == part.json).unwrap_or(0);
                    self.variable(&["Value", itoa::Buffer::new().format(place + 1)]);
                }
            }
        }
        self.text.push('"');
    }

    fn variable(&mut self, name: &[&str]) {
        self.text.push_str("${");
        name.iter().for_each(|piece| within(&mut self.text, piece));
        self.text.push('}');
    }

    fn open(&mut self, bracket: char) -> First {
        self.text.push(bracket);
        self.depth += 1;
        First(true)
    }

    fn close(&mut self, bracket: char, first: First) {
        self.depth -= 1;
        if !first.0 {
            self.line();
        }
        self.text.push(bracket);
    }

    fn comma(&mut self, first: &mut First) {
        if !std::mem::take(&mut first.0) {
            self.text.push(',');
        }
        self.line();
    }

    fn key(&mut self, first: &mut First, key: &str) {
        self.comma(first);
        self.string(key);
        self.text.push_str(": ");
    }

    fn line(&mut self) {
        const SPACES: &str = "\n                                                                ";
        if self.depth * 2 < SPACES.len() {
            self.text.push_str(&SPACES[..1 + self.depth * 2]);
        } else {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n(' ', self.depth * 2));
        }
    }

    fn string(&mut self, text: &str) {
        quoted(&mut self.text, text);
    }
}

/// Appends a text as a JSON string.
pub fn quoted(out: &mut String, text: &str) {
    out.push('"');
    within(out, text);
    out.push('"');
}

/// Whether `Fn::Sub` takes it by its name; in a loop an id is no name.
fn stands_in_text(part: &Node) -> bool {
    match &part.json {
        Json::Str(_) => true,
        Json::Ref(id) | Json::GetAtt(id, _) => !id.contains("&{"),
        _ => false,
    }
}

/// Appends a text as it stands between the quotes of a JSON string.
fn within(out: &mut String, text: &str) {
    let plain = |byte: u8| byte >= 0x20 && byte != b'"' && byte != b'\\';
    // without a branch a byte, so that many are looked at at once
    if text.bytes().fold(true, |all, byte| all & plain(byte)) {
        out.push_str(text);
    } else {
        escaped(out, text);
    }
}

fn escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..'\x20' => out.push_str(&format!("\\u{:04x}", c as u32)),
            _ => out.push(c),
        }
    }
}
