//! What a declaration becomes: the data that `slsc expand` and editors show.

use crate::emit::{Json, Node, Resource, Template};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::{Decl, Props};
use crate::schema::{self, Default, Type};
use crate::source::Span;
use smol_str::SmolStr;

/// One declaration with its resources and every property that it has in the end.
#[derive(Clone, PartialEq, Debug, std::default::Default)]
pub struct Expanded {
    /// As written, with the key of a family: `Orders`, `Queue["a"]`.
    pub name: String,
    /// The construct's word, such as `queue`, or a resource's type; with `existing` before it where nothing is made.
    pub kind: String,
    /// The declaration.
    pub span: Span,
    /// In the order in which the template has them.
    pub resources: Vec<Made>,
    pub properties: Vec<Property>,
    /// Its triggers and named blocks.
    pub parts: Vec<Part>,
    /// What its role may do.
    pub permissions: Vec<Permission>,
    /// Whatever else is worth knowing: what another declaration added, what was left out.
    pub notes: Vec<String>,
}

/// A resource of the template.
#[derive(Clone, PartialEq, Debug)]
pub struct Made {
    pub id: String,
    pub ty: String,
    /// What in the source made it.
    pub span: Span,
    /// The condition under which it exists.
    pub condition: Option<String>,
}

/// A property of a declaration in the end. Those of a record stand by their path, such as `logs.retain`.
#[derive(Clone, PartialEq, Debug)]
pub struct Property {
    pub name: String,
    /// As it is or would be written in source; empty where only CloudFormation knows it.
    pub value: String,
    pub origin: Origin,
}

/// A trigger or a named block.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// `on queue Jobs`, `index ByStatus`.
    pub title: String,
    pub span: Span,
    pub properties: Vec<Property>,
}

/// A statement of a role's policy.
#[derive(Clone, PartialEq, Debug)]
pub struct Permission {
    pub actions: Vec<String>,
    pub on: Vec<String>,
    /// What in the source asks for it.
    pub span: Span,
}

/// Where a property's value came from.
#[derive(Clone, PartialEq, Debug)]
pub enum Origin {
    /// The declaration says so itself.
    Own(Span),
    /// A `defaults` block says so.
    Defaults(Span),
    /// slsc's own default.
    Construct,
    /// AWS's default: nothing is emitted.
    Aws,
    /// It follows from other things: how, as in `6 times the timeout of its slowest consumer`.
    Derived(String),
}

/// What every declaration became.
pub fn expand(lower: &Lower, template: &Template) -> Vec<Expanded> {
    let mut all: Vec<Expanded> = lower.stack.decls.iter().map(|decl| of(lower, template, decl)).collect();
    for resource in &template.resources {
        if let Some(owner) = resource.owner.and_then(|o| all.get_mut(o)) {
            owner.resources.push(Made {
                id: resource.id.to_string(),
                ty: resource.ty.to_string(),
                span: resource.span,
                condition: resource.condition.as_ref().map(SmolStr::to_string),
            });
            statements(resource, owner.span, &mut owner.permissions);
        }
    }
    all
}

fn of(lower: &Lower, template: &Template, decl: &Decl) -> Expanded {
    let main = template.resource(&decl.logical_id);
    let mut rows = Rows { lower, owner: decl.span, main, all: Vec::new() };
    rows.given("", &decl.props);
    if let Some(fields) = decl.raw.as_ref().and_then(Val::as_map) {
        for (key, value) in &fields.0 {
            rows.push(&key.text, rows.written(value), rows.origin(key.span));
        }
    }
    if let (Some(construct), false) = (decl.construct(), decl.existing) {
        rows.absent("", construct.properties, &decl.props);
    }
    let existing = if decl.existing { "existing " } else { "" };
    let kind = decl.resource_type.as_ref().map_or(decl.kind_word(), |(ty, _)| ty.as_str());
    Expanded {
        name: decl.name.to_string(),
        kind: format!("{existing}{kind}"),
        span: decl.span,
        properties: rows.all,
        parts: parts(lower, decl),
        notes: lower.notes.iter().filter(|(id, _)| *id == decl.id).map(|(_, n)| n.clone()).collect(),
        ..Expanded::default()
    }
}

fn parts(lower: &Lower, decl: &Decl) -> Vec<Part> {
    let rows = || Rows { lower, owner: decl.span, main: None, all: Vec::new() };
    let block = |b: &crate::model::Block| {
        let mut rows = rows();
        rows.given("", &b.props);
        rows.absent("", b.shape.properties, &b.props);
        Part { title: format!("{} {}", b.shape.kind, b.name), span: b.span, properties: rows.all }
    };
    let trigger = |t: &crate::model::Trigger| {
        let mut rows = rows();
        rows.given("", &t.options);
        rows.absent("", t.shape.options, &t.options);
        let head = lower.sources.text(t.span).split('{').next().unwrap_or_default();
        Part { title: flat(head), span: t.span, properties: rows.all }
    };
    decl.blocks.iter().map(block).chain(decl.triggers.iter().map(trigger)).collect()
}

/// The rows of one declaration or part, as they are found.
struct Rows<'a> {
    lower: &'a Lower<'a>,
    /// The declaration: what stands in it is its own.
    owner: Span,
    /// Where derived values can be read.
    main: Option<&'a Resource>,
    all: Vec<Property>,
}

impl Rows<'_> {
    fn push(&mut self, name: &str, value: String, origin: Origin) {
        self.all.push(Property { name: name.into(), value, origin });
    }

    fn origin(&self, key: Span) -> Origin {
        let within =
            key.file() == self.owner.file() && key.start() >= self.owner.start() && key.end() <= self.owner.end();
        if within { Origin::Own(key) } else { Origin::Defaults(key) }
    }

    /// What the source says, in its order.
    fn given(&mut self, path: &str, props: &Props) {
        for prop in &props.0 {
            let name = format!("{path}{}", prop.property.name);
            match (prop.origin, prop.property.default) {
                (crate::model::Origin::Default, Default::Is(_, shown)) => {
                    self.push(&name, shown.into(), Origin::Construct)
                }
                _ => self.value(&name, &prop.property.ty, &prop.value, prop.key_span),
            }
        }
    }

    fn value(&mut self, name: &str, ty: &Type, value: &Val, key: Span) {
        let literal = self.lower.sources.text(value.span).starts_with('{');
        let (Some(map), true) = (value.as_map(), literal) else {
            let origin = self.origin(key);
            return self.push(name, self.shown(ty, value), origin);
        };
        let table = record(ty).unwrap_or_default();
        for (field, inner) in &map.0 {
            let name = format!("{name}.{}", field.text);
            match (table.iter().find(|p| p.name == field.text), ty) {
                (Some(property), _) => self.value(&name, &property.ty, inner, field.span),
                (None, Type::Map(ty)) => self.value(&name, ty, inner, field.span),
                _ => self.value(&name, &Type::Json, inner, field.span),
            }
        }
        for property in table.iter().filter(|p| map.get(p.name).is_none()) {
            self.default(&format!("{name}."), property);
        }
    }

    /// What the source does not say: slsc's defaults, what is derived, and what AWS does.
    fn absent(&mut self, path: &str, table: &'static [schema::Property], props: &Props) {
        for property in table.iter().filter(|p| props.prop(p.name).is_none()) {
            self.default(path, property);
        }
    }

    fn default(&mut self, path: &str, property: &schema::Property) {
        let name = format!("{path}{}", property.name);
        match property.default {
            Default::Is(_, shown) => self.push(&name, shown.into(), Origin::Construct),
            Default::Aws(shown) => self.push(&name, shown.into(), Origin::Aws),
            Default::Derived(how) => {
                let value = self.emitted(property).unwrap_or_default();
                self.push(&name, value, Origin::Derived(how.into()));
            }
            Default::Absent if property.within == schema::Within::Always => {
                record(&property.ty).unwrap_or_default().iter().for_each(|p| self.default(&format!("{name}."), p));
            }
            Default::Absent | Default::Required => {}
        }
    }

    /// What the template has where a property is copied to.
    fn emitted(&self, property: &schema::Property) -> Option<String> {
        let path = property.to?;
        let (head, rest) = path.split_once('.').unwrap_or((path, ""));
        let node = self.main?.properties.get(head)?;
        let node = rest.split('.').filter(|key| !key.is_empty()).try_fold(node, |node, key| node.get(key))?;
        Some(match node.json {
            Json::Int(n) => amount(&property.ty, n as f64).unwrap_or_else(|| n.to_string()),
            _ => text(node),
        })
    }

    /// As written; with what it is in the end where that is known and reads otherwise.
    fn shown(&self, ty: &Type, value: &Val) -> String {
        let written = self.written(value);
        let computed = written.starts_with(|c: char| c.is_ascii_lowercase()) && written.contains(['.', '(', ' ']);
        let known = match &value.v {
            V::Int(n) => amount(ty, *n as f64).or(Some(n.to_string())),
            V::Str(text) => Some(format!("\"{text}\"")),
            V::Bool(b) => Some(b.to_string()),
            _ => None,
        };
        match known.filter(|_| computed && !matches!(ty, Type::Words(_) | Type::Table(_))) {
            Some(known) if known != written => format!("{written} = {known}"),
            _ => written,
        }
    }

    fn written(&self, value: &Val) -> String {
        let written = flat(self.lower.sources.text(value.span));
        match (&value.v, written.is_empty()) {
            (_, false) => written,
            (V::Int(n), _) => n.to_string(),
            (V::Bool(b), _) => b.to_string(),
            (V::Str(text), _) => format!("\"{text}\""),
            _ => written,
        }
    }
}

/// The fields of a type that is, or may be, a record.
fn record(ty: &Type) -> Option<&'static [schema::Property]> {
    match ty {
        Type::Record(fields) => Some(fields),
        Type::OneOf(types) => types.iter().find_map(record),
        _ => None,
    }
}

/// A number in the unit of its type, as source has it: `180` is `3 min`.
fn amount(ty: &Type, n: f64) -> Option<String> {
    match ty {
        Type::Duration(unit, ..) | Type::Size(unit, ..) => Some(unit.measure().show(n * unit.factor())),
        Type::OneOf(types) => types.iter().find_map(|ty| amount(ty, n)),
        _ => None,
    }
}

/// On one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The statements of a role's policies, or of a policy that is attached to one.
fn statements(resource: &Resource, owner: Span, out: &mut Vec<Permission>) {
    let documents: Vec<&Node> = match resource.ty.as_str() {
        "AWS::IAM::Role" => match resource.properties.get("Policies").map(|p| &p.json) {
            Some(Json::List(policies)) => policies.iter().filter_map(|p| p.get("PolicyDocument")).collect(),
            _ => return,
        },
        "AWS::IAM::Policy" | "AWS::IAM::ManagedPolicy" => {
            resource.properties.get("PolicyDocument").into_iter().collect()
        }
        _ => return,
    };
    for document in documents {
        let Some(Json::List(found)) = document.get("Statement").map(|s| &s.json) else { continue };
        out.extend(
            found
                .iter()
                .filter_map(|s| permission(s, if resource.span == Span::default() { owner } else { resource.span })),
        );
    }
}

fn permission(statement: &Node, outer: Span) -> Option<Permission> {
    if let Json::If(_, branches) = &statement.json {
        return permission(&branches.0, outer);
    }
    let texts = |key: &str| match statement.get(key).map(|n| (&n.json, n)) {
        Some((Json::List(items), _)) => items.iter().map(text).collect(),
        Some((_, node)) => vec![text(node)],
        None => Vec::new(),
    };
    let resource = statement.get("Resource").map(|n| match &n.json {
        Json::List(items) => items.first().map_or(n.span, |i| i.span),
        _ => n.span,
    });
    let span = [Some(statement.span), resource].into_iter().flatten().find(|s| *s != Span::default());
    let actions: Vec<String> = texts("Action");
    (!actions.is_empty()).then(|| Permission { actions, on: texts("Resource"), span: span.unwrap_or(outer) })
}

/// A node in a few words: `Orders.Arn`, `${AWS::Region}`.
fn text(node: &Node) -> String {
    match &node.json {
        Json::Null => "null".into(),
        Json::Bool(b) => b.to_string(),
        Json::Int(n) => n.to_string(),
        Json::Float(n) => n.to_string(),
        Json::Str(text) | Json::Verbatim(text) => text.to_string(),
        Json::Ref(id) => id.to_string(),
        Json::GetAtt(id, attribute) => format!("{id}.{attribute}"),
        Json::Sub(parts) => {
            let part = |n: &Node| match &n.json {
                Json::Str(text) => text.to_string(),
                _ => format!("${{{}}}", text(n)),
            };
            parts.iter().map(part).collect()
        }
        Json::If(_, branches) => format!("{} or {}", text(&branches.0), text(&branches.1)),
        Json::List(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        Json::Map(fields) => {
            let each: Vec<String> = fields.iter().map(|(k, n)| format!("{k}: {}", text(n))).collect();
            format!("{{ {} }}", each.join(", "))
        }
        Json::Fn(name, argument) => format!("{name}({})", text(argument)),
    }
}
