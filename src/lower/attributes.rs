//! Attributes of declarations as nodes: `Orders.arn`, of what this stack makes and of what exists already.

use super::Lower;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::emit::{Json, Node};
use crate::model::{Decl, DeclId, Kind};
use crate::schema::{Attribute, Existing, Source};
use smol_str::SmolStr;

impl Lower<'_> {
    /// The attribute that stands for a declaration where text is wanted.
    pub fn default_attribute(&self, id: DeclId, block: Option<&SmolStr>) -> Node {
        let name = self.decl(id).construct().map_or("ref", |c| c.as_text);
        self.attribute(id, block, name)
    }

    /// An attribute of a declaration, or of a named block of it.
    pub fn attribute(&self, id: DeclId, block: Option<&SmolStr>, name: &str) -> Node {
        let decl = self.decl(id);
        match decl.kind {
            Kind::Resource if name == "ref" => Node::reference(decl.logical_id.clone()),
            Kind::Resource => Node::get_att(decl.logical_id.clone(), name),
            Kind::Construct(construct) => {
                let attributes = match block {
                    None => construct.attributes,
                    Some(block) => {
                        let shape = decl.blocks.iter().find(|b| b.name == *block).map(|b| b.shape);
                        shape.map_or(&[][..], |s| s.attributes)
                    }
                };
                match attributes.iter().find(|a| a.name == name) {
                    Some(attribute) if decl.existing => self.existing_attribute(decl, attribute),
                    Some(attribute) => self.own_attribute(decl, block, attribute),
                    None => Node::new(Json::Null),
                }
            }
        }
    }

    /// `decl.arn`.
    pub fn arn(&self, decl: &Decl) -> Node {
        self.attribute(decl.id, None, "arn")
    }

    fn own_attribute(&self, decl: &Decl, block: Option<&SmolStr>, attribute: &Attribute) -> Node {
        let part = |part: &str| match block {
            Some(block) => decl.block_id(block),
            None => self.part_id(decl, part),
        };
        match attribute.source {
            Source::Ref(name) => Node::reference(part(name)),
            Source::GetAtt(name, attribute) => Node::get_att(part(name), attribute),
            Source::With(compute) => self.computed(decl, attribute.name, compute),
        }
    }

    /// An attribute that follows from the declaration's properties, of which one may be that very attribute.
    fn computed(&self, decl: &Decl, name: &'static str, compute: fn(&Lower, &Decl) -> Node) -> Node {
        let this = (decl.id, name);
        if self.computing.borrow().contains(&this) {
            let mut circular = self.circular.borrow_mut();
            if !circular.contains(&this) {
                circular.push(this);
            }
            return Node::new(Json::Null);
        }
        self.computing.borrow_mut().push(this);
        let node = compute(self, decl);
        self.computing.borrow_mut().pop();
        node
    }

    /// What an existing declaration says of itself gives the rest; where it says nothing, an error has been reported, and
    /// the name would be looked for in the ARN and the ARN in the name.
    fn existing_attribute(&self, decl: &Decl, attribute: &Attribute) -> Node {
        const DEEPEST: u8 = 4;
        let depth = self.looking.get();
        if depth >= DEEPEST {
            return Node::new(Json::Null);
        }
        self.looking.set(depth + 1);
        let node = self.by_what_is_given(decl, attribute);
        self.looking.set(depth);
        if depth == 0 && lacks(&node) {
            let mut missing = self.missing.borrow_mut();
            if !missing.contains(&(decl.id, attribute.name)) {
                missing.push((decl.id, attribute.name));
            }
        }
        node
    }

    /// Reports the attributes of existing declarations that something wants and nothing gives.
    pub fn report_missing(&mut self) {
        for (id, name) in self.circular.take() {
            let decl = self.decl(id);
            let message =
                format!("`{0}.{name}` would be computed from itself: a property of `{0}` refers to it", decl.name);
            let help = "write the text that is meant, or refer to something else";
            self.report.add(Diagnostic::error(&codes::VALUE_CYCLE, decl.name_span, message).help(help));
        }
        for (id, name) in self.missing.take() {
            let decl = self.decl(id);
            let Some(construct) = decl.construct() else { continue };
            if self.report.iter().any(|d| d.severity == Severity::Error && d.span == decl.name_span) {
                continue;
            }
            let message = format!("this stack needs the `{name}` of the existing {} `{}`", construct.kind, decl.name);
            let give: Vec<&str> = construct.existing.iter().copied().filter(|w| decl.props.get(w).is_none()).collect();
            let given_only = construct.attribute(name).is_none_or(|a| matches!(a.existing, Existing::Given));
            let help = match (give.contains(&name), given_only) {
                (true, _) => format!("give `{name}`"),
                (_, false) if !give.is_empty() => {
                    format!("it may follow from {}", crate::eval::describe::list_words(&give))
                }
                _ => "an existing one does not tell it: write the value itself".to_string(),
            };
            self.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, decl.name_span, message).help(help));
        }
    }

    fn by_what_is_given(&self, decl: &Decl, attribute: &Attribute) -> Node {
        if let Some(given) = self.get(&decl.props, attribute.name) {
            return given;
        }
        match attribute.existing {
            Existing::Format(format) => self.format(decl, format),
            Existing::LastOfArn => match self.get(&decl.props, "arn") {
                Some(arn) => last_of_arn(arn),
                None => Node::new(Json::Null),
            },
            Existing::Given => match attribute.source {
                Source::With(compute) => compute(self, decl),
                _ => Node::new(Json::Null),
            },
        }
    }

    /// Text with `${name}` for the declaration's properties (or attributes) and `${AWS::…}` for pseudo-parameters.
    pub fn format(&self, decl: &Decl, format: &str) -> Node {
        let mut parts = Vec::new();
        let mut rest = format;
        while let Some(start) = rest.find("${") {
            let Some(length) = rest[start..].find('}') else { break };
            parts.push(Node::from(&rest[..start]));
            let name = &rest[start + 2..start + length];
            parts.push(if name.contains("::") {
                Node::reference(name)
            } else {
                self.get(&decl.props, name).unwrap_or_else(|| self.attribute(decl.id, None, name))
            });
            rest = &rest[start + length + 1..];
        }
        parts.push(Node::from(rest));
        Node::join(parts)
    }
}

/// Whether a part of a node is not there.
fn lacks(node: &Node) -> bool {
    match &node.json {
        Json::Null => true,
        Json::List(items) | Json::Sub(items) => items.iter().any(lacks),
        Json::Map(fields) => fields.iter().any(|(_, v)| lacks(v)),
        Json::If(_, branches) => lacks(&branches.0) || lacks(&branches.1),
        Json::Fn(_, argument) => lacks(argument),
        _ => false,
    }
}

/// What follows the last `:` or `/` of an ARN, at build if it is known.
pub fn last_of_arn(arn: Node) -> Node {
    match &arn.json {
        Json::Str(text) => Node::from(text.rsplit([':', '/']).next().unwrap_or("")).at(arn.span),
        _ => {
            let parts = Node::call("Fn::Split", Node::list([Node::from(":"), arn]));
            Node::call("Fn::Select", Node::list([Node::from(5), parts]))
        }
    }
}
