//! The stack as declared: every declaration with its checked values. Constructs lower from this and see no syntax.

use crate::emit::{Node, Object, Policy};
use crate::eval::value::{Cond, Val};
use crate::schema::{BlockShape, Construct, Property, TriggerShape};
use crate::source::Span;
use smol_str::SmolStr;

/// Index of a declaration in [`Stack::decls`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct DeclId(pub u32);

/// What a declaration is.
#[derive(Clone, Copy)]
pub enum Kind {
    Construct(&'static Construct),
    /// `resource X: AWS::…`.
    Resource,
}

/// Where a property's value was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// In the declaration itself.
    Own,
    /// In a `defaults` block.
    Defaults(Span),
    /// In the construct's table.
    Default,
}

/// A checked value of a property, in CloudFormation's unit.
#[derive(Clone, Debug)]
pub struct Prop {
    pub property: &'static Property,
    pub key_span: Span,
    pub value: Val,
    pub origin: Origin,
}

/// Checked properties, in the order of the source.
#[derive(Clone, Debug, Default)]
pub struct Props(pub Vec<Prop>);

impl Props {
    pub fn prop(&self, name: &str) -> Option<&Prop> {
        self.0.iter().find(|p| p.property.name == name)
    }

    /// The value, unless it is absent or `null`.
    pub fn get(&self, name: &str) -> Option<&Val> {
        self.prop(name).map(|p| &p.value).filter(|v| !v.is_null() && !v.is_error())
    }

    pub fn str(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Val::as_str)
    }

    pub fn int(&self, name: &str) -> Option<i64> {
        self.get(name).and_then(Val::as_int)
    }

    pub fn bool(&self, name: &str) -> Option<bool> {
        self.get(name).and_then(Val::as_bool)
    }

    /// Where to point for a property: its value, else `fallback`.
    pub fn span(&self, name: &str, fallback: Span) -> Span {
        self.prop(name).map_or(fallback, |p| p.value.span)
    }
}

/// A named block of a declaration.
#[derive(Clone)]
pub struct Block {
    pub shape: &'static BlockShape,
    pub name: SmolStr,
    pub name_span: Span,
    /// The id of the resource that it becomes, by `@id("…")`.
    pub id: Option<SmolStr>,
    pub props: Props,
    pub condition: Option<Cond>,
    pub span: Span,
}

/// `on …`.
pub struct Trigger {
    pub shape: &'static TriggerShape,
    /// What the ids of its resources begin with, by `@id("…")`.
    pub id: Option<SmolStr>,
    /// In the order of the shape's arguments.
    pub args: Vec<Option<Val>>,
    pub pattern: Option<Val>,
    pub options: Props,
    pub condition: Option<Cond>,
    pub span: Span,
    pub kind_span: Span,
}

impl Trigger {
    pub fn arg(&self, name: &str) -> Option<&Val> {
        let place = self.shape.args.iter().position(|a| a.name == name)?;
        self.args.get(place)?.as_ref().filter(|v| !v.is_error())
    }
}

/// What a `can` grants.
pub enum Grant {
    /// Verbs on a declaration.
    Verbs { verbs: Vec<(&'static crate::schema::Verb, Span)>, target: Val, condition: Option<Cond>, span: Span },
    /// Actions on ARNs.
    Actions { actions: Vec<Val>, on: Vec<Val>, condition: Option<Cond>, span: Span },
}

/// What decorators say about a declaration.
#[derive(Clone, Default)]
pub struct Decorations {
    pub id: Option<(SmolStr, Span)>,
    pub policy: Option<(Policy, Span)>,
    pub depends_on: Vec<(DeclId, Span)>,
    pub waits: crate::emit::template::Waits,
    pub was: Option<(SmolStr, Span)>,
    pub replaceable: Option<(SmolStr, Span)>,
    /// `Metadata`, `CreationPolicy`, `UpdatePolicy`, and what else the source says by CloudFormation's names.
    pub attributes: Vec<(SmolStr, Val)>,
}

/// One declaration that has resources or stands for some.
pub struct Decl {
    pub id: DeclId,
    /// As it is referred to: `Worker["a"]`.
    pub name: SmolStr,
    pub logical_id: SmolStr,
    pub kind: Kind,
    pub existing: bool,
    /// A raw resource's type, with its place.
    pub resource_type: Option<(SmolStr, Span)>,
    pub props: Props,
    /// A raw resource's properties.
    pub raw: Option<Val>,
    pub blocks: Vec<Block>,
    pub triggers: Vec<Trigger>,
    pub grants: Vec<Grant>,
    pub overrides: Vec<Override>,
    pub decorations: Decorations,
    pub condition: Option<Cond>,
    pub docs: Option<SmolStr>,
    pub span: Span,
    pub name_span: Span,
    /// The folder of the file that it stands in: `code` and other paths are relative to it.
    pub folder: SmolStr,
}

/// `override Part { … }`.
pub struct Override {
    pub part: SmolStr,
    pub part_span: Span,
    pub value: Val,
    pub condition: Option<Cond>,
}

impl Decl {
    pub fn construct(&self) -> Option<&'static Construct> {
        match self.kind {
            Kind::Construct(c) => Some(c),
            Kind::Resource => None,
        }
    }

    /// The kind's word: `queue`, or `resource`.
    pub fn kind_word(&self) -> &'static str {
        self.construct().map_or("resource", |c| c.kind)
    }

    /// The logical id of the resource that a named block becomes: the declaration's and the block's name, unless it is pinned.
    pub fn block_id(&self, name: &str) -> SmolStr {
        let pinned = self.blocks.iter().find(|b| b.name == name).and_then(|b| b.id.clone());
        pinned.unwrap_or_else(|| SmolStr::from_iter([self.logical_id.as_str(), crate::eval::logical_id(name).as_str()]))
    }

    pub fn blocks_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |b| b.shape.kind == kind)
    }
}

/// A parameter of the template.
pub struct Param {
    pub name: SmolStr,
    pub logical_id: SmolStr,
    pub body: Object,
    pub span: Span,
    pub secret: bool,
    pub keep: Keep,
}

/// Whether slsc adds the transform that some functions need.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Transforms {
    #[default]
    AsNeeded,
    /// `transform null`: only those that the source names.
    AsWritten,
}

/// Whether a parameter stays in a template that does not use it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keep {
    IfUsed,
    Always,
}

/// A section entry that is emitted as it is.
pub struct Entry {
    pub id: SmolStr,
    pub span: Span,
    pub node: Node,
}

/// An output.
pub struct Output {
    pub id: SmolStr,
    pub value: Val,
    pub description: Option<SmolStr>,
    pub export: Option<Val>,
    pub condition: Option<Cond>,
    pub span: Span,
}

/// A whole stack.
#[derive(Default)]
pub struct Stack {
    pub name: SmolStr,
    pub name_span: Span,
    pub description: Option<SmolStr>,
    /// `tags`, `artifacts` and what else the `stack` block says.
    pub settings: Props,
    pub decls: Vec<Decl>,
    pub params: Vec<Param>,
    /// The logical id of each parameter of the source, by the evaluator's index.
    pub param_ids: Vec<SmolStr>,
    pub outputs: Vec<Output>,
    /// Names of the stages; empty if there are none or one is chosen.
    pub stages: Vec<SmolStr>,
    /// Names of the stages that the source has, chosen or not.
    pub all_stages: Vec<SmolStr>,
    pub mappings: Vec<Entry>,
    pub rules: Vec<Entry>,
    pub metadata: Object,
    pub transform: Vec<Node>,
    pub transforms: Transforms,
    /// What `template` blocks say.
    pub raw: Vec<Val>,
    pub loops: Vec<Loop>,
    /// The kinds of triggers that could not be read, which is said where they stand: what lacks such a trigger may not lack it.
    pub lost_triggers: Vec<SmolStr>,
}

/// A `for` whose list is known only at deployment: `Fn::ForEach`.
pub struct Loop {
    /// As the source calls the item.
    pub name: SmolStr,
    /// As the template calls it.
    pub identifier: SmolStr,
    pub list: Val,
    /// The loop that it stands in.
    pub outer: Option<usize>,
    pub span: Span,
}

impl Stack {
    pub fn decl(&self, id: DeclId) -> &Decl {
        &self.decls[id.0 as usize]
    }

    /// Whether a trigger of a kind could not be read.
    pub fn has_lost(&self, kind: &str) -> bool {
        self.lost_triggers.iter().any(|lost| lost == kind)
    }

    /// A stack without a `stack` block is called after its file or folder.
    pub fn name_from(&mut self, input: &crate::load::Input) {
        if !self.name.is_empty() {
            return;
        }
        let path = match input {
            crate::load::Input::File(path) | crate::load::Input::Folder(path) => path.as_str(),
            crate::load::Input::Text { name, .. } => name.as_str(),
        };
        let last = path.rsplit('/').find(|p| !p.is_empty() && *p != "." && *p != "..").unwrap_or("stack");
        let id = crate::eval::logical_id(last.strip_suffix(".sls").unwrap_or(last));
        self.name = if id.is_empty() { SmolStr::new_static("Stack") } else { id };
    }
}
