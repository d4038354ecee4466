//! A whole template as one source file: its sections in their order, each entry a statement.

use super::condition;
use super::doc::{Doc, Item, Page, Shape};
use super::expr::{Path, Writer};
use super::lift;
use super::names::pin;
use super::params::{self, Manner, documentation};
use super::plan::{Lift, Plan};
use super::resources;
use super::survey::{names, path, stay_raw, unsayable};
use super::text;
use super::value::{Comments, Entry, Kind, Value};
use smol_str::SmolStr;

/// The source of a template, and where in it each value stands.
pub struct Written {
    pub page: Page,
    pub paths: Vec<Path>,
    /// How many resources of the template stand in constructs.
    pub constructs: usize,
    /// Those that became declarations of their own.
    pub lifted: Vec<SmolStr>,
}

/// Writes a template as a stack of this name.
pub fn write(template: &Value, name: &str, plan: &mut Plan) -> Written {
    unsayable(template, plan);
    plan.settle(template);
    stay_raw(template, plan);
    let names = names(template, plan);
    let mut stack = Stack {
        template,
        writer: Writer::new(&names, plan),
        plan,
        page: Page::default(),
        whole: Vec::new(),
        commented: false,
    };
    if plan.around.is_none() {
        stack.head(template, name);
    }
    for section in template.as_map().unwrap_or_default() {
        stack.section(section);
    }
    stack.rest();
    let text = stack.page.text.trim_end().to_string() + "\n";
    stack.page.text = text;
    Written { page: stack.page, paths: stack.writer.paths, constructs: plan.lifts.count(), lifted: plan.lifts.mains() }
}

struct Stack<'n> {
    template: &'n Value,
    writer: Writer<'n>,
    plan: &'n Plan,
    page: Page,
    /// What goes into the `template` block: the section, and the entry's statement.
    whole: Vec<(SmolStr, Option<Item>, Doc)>,
    /// Whether comments were just written that belong to what comes.
    commented: bool,
}

impl<'n> Stack<'n> {
    /// `stack Name { … }` with what describes the template as a whole.
    fn head(&mut self, template: &Value, name: &str) {
        self.page.comments(&template.comments.before);
        if !template.comments.before.is_empty() {
            self.page.gap();
        }
        let mut docs = None;
        let mut items = Vec::new();
        let whole = self.plan.said_whole(&["Description".into()]);
        if let Some(description) = template.get("Description").filter(|_| !whole) {
            let comments = self.comments_of(template, "Description");
            self.page.comments(&comments.before);
            // a line end behind the last line would be an empty line of documentation
            let ends = description.as_str().and_then(|text| text.strip_suffix('\n'));
            docs = documentation(description).filter(|_| ends.is_none());
            if docs.is_none() {
                let one_line = ends.filter(|text| !text.contains('\n')).and(description.as_str());
                let doc = self.writer.within("Description", |w| match one_line {
                    Some(text) => w.at(text::plain(text).into()),
                    None => w.plain(description),
                });
                items.push(Item::property("description", doc));
            }
        }
        match template.get("AWSTemplateFormatVersion") {
            Some(version) => {
                let comments = self.comments_of(template, "AWSTemplateFormatVersion");
                self.page.comments(&comments.before);
                if version.as_str() != Some("2010-09-09") {
                    let value = self.writer.plain(version);
                    items.push(Item::property("format_version", value));
                }
            }
            None if self.plan.lift == Lift::Changes => {}
            None => items.push(Item::property("format_version", "null".into())),
        }
        for line in docs.unwrap_or_default() {
            self.page.statement(&Item::element(line.into()));
        }
        let body = if items.is_empty() { "".into() } else { Doc::row([" ".into(), Doc::block(items, Shape::Free)]) };
        self.page.statement(&Item::element(Doc::row([format!("stack {name}").into(), body])));
        if template.get("Transform").is_none() && self.plan.said_whole(&["Transform".into()]) {
            self.page.gap();
            self.page.statement(&Item::element("transform null".into()));
        }
    }

    fn comments_of(&self, template: &Value, key: &str) -> Comments {
        template.get(key).map(|v| v.comments.clone()).unwrap_or_default()
    }

    fn section(&mut self, section: &Entry) {
        let key = section.key.as_str();
        let whole = self.plan.said_whole(std::slice::from_ref(&section.key));
        if key == "AWSTemplateFormatVersion" || key == "Description" && !whole {
            return;
        }
        self.commented = !section.value.comments.before.is_empty();
        if self.commented {
            self.page.gap();
            self.page.comments(&section.value.comments.before);
        }
        if whole {
            let doc = self.writer.within(key, |w| w.plain(&section.value));
            self.whole.push((section.key.clone(), None, doc));
            return;
        }
        self.writer.path.push(section.key.clone());
        match key {
            "Transform" => self.transform(&section.value),
            "Metadata" => {
                let items = self.writer.properties(section.value.as_map().unwrap_or_default());
                self.page.gap();
                self.page.statement(&Item::element(Doc::row(["metadata ".into(), Doc::block(items, Shape::Tall)])));
            }
            _ => self.entries(key, section.value.as_map().unwrap_or_default()),
        }
        self.writer.path.pop();
    }

    fn transform(&mut self, value: &Value) {
        self.page.gap();
        let doc = self.writer.plain(value);
        self.page.statement(&Item::element(Doc::row(["transform ".into(), doc])));
    }

    fn entries(&mut self, section: &str, entries: &[Entry]) {
        let own = |e: &&Entry| section != "Resources" || self.plan.lifts.whose(&e.key).is_none();
        let entries: Vec<&Entry> = entries.iter().filter(own).collect();
        let mut rest = entries.as_slice();
        let mut commented = std::mem::take(&mut self.commented);
        let mut short = false;
        while let Some((entry, tail)) = rest.split_first() {
            rest = tail;
            if self.plan.said_whole(&path(section, &entry.key)) {
                self.unsaid(section, entry);
                continue;
            }
            let Some(condition) = self.condition_of(section, entry) else {
                // statements of a line stand together, longer ones apart
                let end = self.page.text.len();
                if !self.statement(section, entry) {
                    self.unsaid(section, entry);
                }
                let is_short = self.page.text[end..].trim().lines().count() <= 1;
                let tight = std::mem::take(&mut commented) || short && is_short;
                if !tight {
                    self.page.gap_at(end);
                }
                short = is_short;
                continue;
            };
            short = false;
            let more = tail.iter().take_while(|e| {
                !self.plan.said_whole(&path(section, &e.key))
                    && self.condition_of(section, e).as_ref() == Some(&condition)
            });
            let block = &entries[entries.len() - tail.len() - 1..][..1 + more.count()];
            rest = &tail[block.len() - 1..];
            self.under(&condition, section, block);
        }
    }

    /// The name of the condition that an entry stands under.
    fn condition_of(&self, section: &str, entry: &Entry) -> Option<SmolStr> {
        if !matches!(section, "Resources" | "Outputs") {
            return None;
        }
        let id = entry.value.get("Condition")?.as_str()?;
        self.writer.names.condition(id).cloned()
    }

    fn under(&mut self, condition: &str, section: &str, block: &[&Entry]) {
        self.page.gap();
        let mut page = std::mem::take(&mut self.page);
        page.nested(&format!("if {condition}"), |page| {
            for (i, entry) in block.iter().enumerate() {
                std::mem::swap(&mut self.page, page);
                if i > 0 {
                    self.page.gap();
                }
                if !self.statement(section, entry) {
                    self.unsaid(section, entry);
                }
                std::mem::swap(&mut self.page, page);
            }
        });
        self.page = page;
    }

    fn unsaid(&mut self, section: &str, entry: &Entry) {
        let doc = self.writer.within(entry.key.clone(), |w| w.plain(&entry.value));
        let item = Item::property(&entry.key, doc.clone()).with(&entry.value.comments);
        self.whole.push((section.into(), Some(item), doc));
    }

    /// One entry; whether it could be said.
    fn statement(&mut self, section: &str, entry: &Entry) -> bool {
        self.writer.path.push(entry.key.clone());
        let written = match section {
            "Parameters" => self.param(entry),
            "Mappings" => self.mapping(entry),
            "Conditions" => self.condition(entry),
            "Rules" => self.rule(entry),
            "Outputs" => self.output(entry),
            _ => self.resource(entry),
        };
        let said = written.is_some();
        if let Some((head, statement)) = written {
            let comments = &entry.value.comments;
            self.page.comments(&comments.before);
            self.page.comments(comments.behind.as_slice());
            let mut parts = Vec::new();
            for line in head {
                parts.extend([line, "\n".into()]);
            }
            parts.push(statement);
            let whole = self.writer.at(Doc::Row(parts));
            self.page.statement(&Item::element(whole));
        }
        self.writer.path.pop();
        said
    }

    fn resource(&mut self, entry: &Entry) -> Option<(Vec<Doc>, Doc)> {
        let Some(construct) = self.plan.construct(entry) else { return resources::write(&mut self.writer, entry) };
        lift::write(&mut self.writer, entry, construct, self.plan, self.template)
    }

    fn param(&mut self, entry: &Entry) -> Option<(Vec<Doc>, Doc)> {
        let plain = self.plan.plain_params.contains(&path("Parameters", &entry.key));
        let manner = if plain { Manner::Plain } else { Manner::Words };
        let (head, doc) = params::write(&mut self.writer, entry, manner, self.plan)?;
        Some((head.into_iter().map(Doc::Text).collect(), doc))
    }

    fn mapping(&mut self, entry: &Entry) -> Option<(Vec<Doc>, Doc)> {
        let name = self.writer.names.mapping(&entry.key)?.to_string();
        let rows = entry.value.as_map()?.iter().map(|row| {
            let value = self.writer.within(row.key.clone(), |w| w.plain(&row.value));
            Item::property(&row.key, value).with(&row.value.comments)
        });
        let body = Doc::block(rows.collect(), Shape::Tall);
        Some((pinned(&name, &entry.key), Doc::row([format!("mapping {name} ").into(), body])))
    }

    fn condition(&mut self, entry: &Entry) -> Option<(Vec<Doc>, Doc)> {
        let name = self.writer.names.condition(&entry.key)?.to_string();
        let value = condition::expression(&mut self.writer, &entry.value)?;
        Some((pinned(&name, &entry.key), Doc::row([format!("condition {name} = ").into(), value])))
    }

    fn rule(&mut self, entry: &Entry) -> Option<(Vec<Doc>, Doc)> {
        let name = if crate::syntax::is_name(&entry.key) { entry.key.to_string() } else { format!("R{}", entry.key) };
        let body = self.writer.plain(&entry.value);
        Some((pinned(&name, &entry.key), Doc::row([format!("rule {name} ").into(), body])))
    }

    fn output(&mut self, entry: &Entry) -> Option<(Vec<Doc>, Doc)> {
        let mut name = super::names::snake(&entry.key);
        if ["true", "false", "null"].contains(&name.as_str()) {
            name.push_str("_output");
        }
        let condition = entry.value.get("Condition").and_then(Value::as_str);
        if condition.is_some_and(|id| self.writer.names.condition(id).is_none()) {
            return None;
        }
        let mut head: Vec<Doc> = Vec::new();
        for key in ["Description", "Value", "Export"] {
            let comments = entry.value.get(key).map(|v| &v.comments);
            let all = comments.iter().flat_map(|c| c.before.iter().chain(&c.behind));
            head.extend(all.map(|c| {
                Doc::Text(if c.is_empty() { "//".into() } else { format!("// {}", c.replace('\n', "\n// ")) })
            }));
        }
        head.extend(
            entry.value.get("Description").and_then(documentation).unwrap_or_default().into_iter().map(Doc::Text),
        );
        head.extend(pinned(&name, &entry.key));
        if let Some(export) = entry.value.get("Export").and_then(|e| e.get("Name")) {
            let value = self.writer.within("Export", |w| w.within("Name", |w| w.value(export)));
            head.push(Doc::call("@export", [value]));
        }
        let value = self.writer.within("Value", |w| w.value(entry.value.get("Value").unwrap_or(&entry.value)));
        Some((head, Doc::row([format!("output {name} = ").into(), value])))
    }

    /// `template { … }` with all that no statement says.
    fn rest(&mut self) {
        if self.whole.is_empty() {
            return;
        }
        let mut sections: Vec<(SmolStr, Vec<Item>)> = Vec::new();
        let mut items = Vec::new();
        for (section, item, doc) in std::mem::take(&mut self.whole) {
            match (item, sections.iter_mut().find(|(name, _)| *name == section)) {
                (None, _) => items.push(Item::property(&section, doc)),
                (Some(item), Some((_, entries))) => entries.push(item),
                (Some(item), None) => sections.push((section, vec![item])),
            }
        }
        items.extend(
            sections.into_iter().map(|(name, entries)| Item::property(&name, Doc::block(entries, Shape::Tall))),
        );
        self.page.gap();
        self.page.statement(&Item::element(Doc::row(["template ".into(), Doc::block(items, Shape::Tall)])));
    }
}

fn pinned(name: &str, id: &str) -> Vec<Doc> {
    pin(name, id).map(Doc::Text).into_iter().collect()
}

/// A name for the stack, after its file.
pub fn name_of(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.split('.').next().unwrap_or(file);
    let id = crate::eval::logical_id(stem);
    if id.starts_with(|c: char| c.is_ascii_alphabetic()) { id.to_string() } else { format!("Stack{id}") }
}

/// Whether a value is a template at all.
pub fn problem(value: &Value) -> Option<(String, &'static str)> {
    let Kind::Map(_) = &value.kind else {
        return Some((
            format!("a template is a map of sections, this is {}", value.describe()),
            "it has at least `Resources`",
        ));
    };
    match value.get("Resources") {
        None => Some(("this template has no `Resources`".into(), "every template of CloudFormation has some")),
        Some(resources) if resources.as_map().is_none() => Some((
            format!("`Resources` is a map of resources, this is {}", resources.describe()),
            "each has an id and a `Type`",
        )),
        _ => None,
    }
}
