//! What may stand as a value: words of the type, declarations of the kind, names in scope, and what stands behind a dot.

use super::super::fields::Shape;
use super::super::index::{Def, DefKind};
use super::super::place::Statement;
use super::{Asked, Item, Sort, aws};
use crate::aws::types::Schema;
use crate::eval::functions;
use crate::quantity::Unit;
use crate::schema::{CallShape, Construct, Type};
use crate::syntax::pseudo::PSEUDO;

/// Later than every day.
const OPEN: &str = "9";

impl Asked<'_> {
    /// The declarations of the unit, with their constructs.
    pub(super) fn declared(&self) -> impl Iterator<Item = (&Def, Option<&'static Construct>)> {
        let own = move |def: &Def| def.unit == self.unit && def.parent.is_none();
        let index = self.analysis.index();
        index.defs.iter().enumerate().filter(move |(_, def)| own(def)).filter_map(|(i, def)| match def.kind {
            DefKind::Construct(construct) => Some((def, Some(construct))),
            DefKind::Resource => Some((def, None)),
            DefKind::Param => self.analysis.kind_of_def(i).map(|construct| (def, Some(construct))),
            _ => None,
        })
    }

    pub(super) fn value_of(&self, key: &str, lists: usize, form: Option<&str>) -> Vec<Item> {
        if let Some(schema) = self.aws_value(key, lists) {
            let word = |(word, is_text)| match is_text {
                true => Item::new(format!("\"{word}\""), Sort::Word, "").rank(0),
                false => Item::new(word, Sort::Word, "").rank(0),
            };
            let mut items: Vec<Item> = aws::values(schema).into_iter().map(word).collect();
            items.extend(self.expressions());
            self.rank_names(key, &mut items);
            return items;
        }
        let Some(mut ty) = self.place.fields.ty(key) else {
            let mut items = self.expressions();
            self.rank_names(key, &mut items);
            return items;
        };
        for _ in 0..lists {
            ty = super::super::fields::item(ty).unwrap_or(ty);
        }
        if let Some(shape) = form.and_then(|name| call_shapes(ty).iter().find(|shape| shape.name == name)) {
            let mut items: Vec<Item> = shape.args.iter().flat_map(|argument| self.of_type(&argument.ty)).collect();
            items.extend(self.expressions());
            self.rank_names("", &mut items);
            return items;
        }
        let mut items = self.of_type(ty);
        self.rank_runtimes(key, &mut items);
        let takes_text = matches!(ty, Type::String | Type::Text(_) | Type::Name(_) | Type::Json);
        let others = self.expressions().into_iter();
        // what is wanted is of a kind, a word or an amount: names of other kinds are less likely
        let less = |item: Item| {
            if takes_text || item.sort != Sort::Declaration { item } else { Item { rank: item.rank + 3, ..item } }
        };
        items.extend(others.map(less));
        self.rank_names(key, &mut items);
        items
    }

    /// What CloudFormation's schema says of a property's value, within so many lists.
    pub(super) fn aws_value(&self, key: &str, lists: usize) -> Option<Schema> {
        let mut shape = self.place.fields.shape(key)?;
        for _ in 0..lists {
            shape = shape.item().unwrap_or(shape);
        }
        match shape {
            Shape::Aws(schema) => Some(schema),
            Shape::Own(_) => None,
        }
    }

    /// What fits a type, without what fits any.
    pub(super) fn of_type(&self, ty: &'static Type) -> Vec<Item> {
        match ty {
            Type::Words(words) => words.iter().map(|word| Item::new(word.word, Sort::Word, word.doc).rank(0)).collect(),
            Type::Table(table) => {
                let mut words = (table.words)();
                // what lasts longest first, and what has ended last
                words.sort_by_key(|word| std::cmp::Reverse((table.until)(word).unwrap_or(OPEN)));
                let today = self.analysis.options.today.as_deref().unwrap_or("");
                let ended = |word: &str| (table.until)(word).is_some_and(|day| day <= today);
                let item = |word| Item::new(word, Sort::Word, (table.doc)(word)).rank(if ended(word) { 8 } else { 0 });
                words.into_iter().map(item).collect()
            }
            Type::Bool => ["true", "false"].map(|word| Item::new(word, Sort::Word, "").rank(0)).to_vec(),
            Type::Ref(kinds, _) | Type::Decl(kinds) => self.of_kinds(kinds),
            Type::OneOf(types) => types.iter().flat_map(|ty| self.of_type(ty)).collect(),
            Type::List(inner, ..) | Type::OneOrMore(inner, _) => self.of_type(inner),
            Type::Calls(shapes) => shapes.iter().map(call).collect(),
            Type::Duration(unit, ..) | Type::Size(unit, ..) => vec![amount(*unit)],
            Type::Vcpu => vec![Item::new("0.25 vCPU", Sort::Value, "").rank(0)],
            Type::Metric => {
                let measured = self.declared().filter(|(_, c)| c.is_some_and(|c| !c.metrics.is_empty()));
                measured.map(|(def, c)| declaration(def, c).snippet(format!("{}.$0", def.name))).collect()
            }
            _ => Vec::new(),
        }
    }

    fn of_kinds(&self, kinds: &[&str]) -> Vec<Item> {
        let fits = |construct: &Option<&'static Construct>| construct.is_some_and(|c| kinds.contains(&c.kind));
        self.declared().filter(|(_, c)| fits(c)).map(|(def, c)| declaration(def, c).rank(0)).collect()
    }

    /// Names in scope, and functions.
    pub(super) fn expressions(&self) -> Vec<Item> {
        let index = self.analysis.index();
        let mut items: Vec<Item> = Vec::new();
        for def in index.defs.iter().filter(|def| def.unit == self.unit && def.parent.is_none()) {
            match def.kind {
                DefKind::Construct(construct) => items.push(declaration(def, Some(construct)).rank(3)),
                DefKind::Resource => items.push(declaration(def, None).rank(3)),
                DefKind::Param | DefKind::Let => {
                    items.push(Item::new(def.name.as_str(), Sort::Value, def.word.as_str()).rank(2));
                }
                DefKind::Fn => {
                    items.push(Item::new(def.name.as_str(), Sort::Function, "fn").snippet(format!("{}($0)", def.name)));
                }
                DefKind::Local if def.span.start() <= self.offset && self.offset <= def.span.end() => {
                    items.push(Item::new(def.name.as_str(), Sort::Value, "here").rank(1));
                }
                DefKind::Module(_) | DefKind::Mapping | DefKind::Condition => {
                    items.push(Item::new(def.name.as_str(), Sort::Value, def.word.as_str()).rank(4));
                }
                _ => {}
            }
        }
        items.push(Item::new("aws", Sort::Value, "what is known of the deployment").snippet("aws.$0").rank(4));
        if !self.stage_keys().is_empty() {
            items.push(Item::new("stage", Sort::Value, "the stage's values").snippet("stage.$0").rank(2));
        }
        items.extend(functions::all().map(|function| {
            let docs = format!("```sls\n{}\n```\n\n{}", function.signature, function.doc);
            Item::new(function.name, Sort::Function, function.signature)
                .docs(docs)
                .snippet(format!("{}($0)", function.name))
                .rank(6)
        }));
        items
    }

    /// What stands behind `base.`.
    pub(super) fn fields_of(&self, base: &str, statement: &Statement<'_>) -> Vec<Item> {
        match base {
            "aws" => PSEUDO.iter().map(|(word, _, doc)| Item::new(*word, Sort::Attribute, *doc)).collect(),
            "stage" => {
                let keys = self.stage_keys().into_iter().chain(["name".to_string()]);
                keys.map(|key| Item::new(key, Sort::Attribute, "of the stage")).collect()
            }
            _ => match self.analysis.index().named(self.unit, base) {
                Some(def) => self.fields_of_def(def, statement),
                None => self.words_behind(base, statement),
            },
        }
    }

    fn fields_of_def(&self, def: usize, statement: &Statement<'_>) -> Vec<Item> {
        let index = self.analysis.index();
        match index.def(def).kind {
            DefKind::Construct(construct) => {
                let wants_metric = matches!(statement, Statement::Value(key, ..)
                    if matches!(self.place.fields.ty(key), Some(Type::Metric | Type::OneOf(_))));
                let rank = if wants_metric { 0 } else { 3 };
                let key = self.key_of(statement).to_lowercase();
                let asked_for = |name: &str| key.split('_').any(|word| word == name) || key == name;
                let attributes = construct.attributes.iter().map(|a| {
                    let rank = if asked_for(a.name) { 0 } else { 1 };
                    Item::new(a.name, Sort::Attribute, a.doc).rank(rank)
                });
                let metrics = construct.metrics.iter().map(|m| Item::new(m.name, Sort::Value, m.doc).rank(rank));
                let blocks = index.defs.iter().filter(|d| d.parent == Some(def));
                let blocks = blocks.map(|d| Item::new(d.name.as_str(), Sort::Declaration, d.word.as_str()).rank(2));
                attributes.chain(metrics).chain(blocks).collect()
            }
            DefKind::Resource => aws::attributes(&index.def(def).word),
            DefKind::Module(Some(unit)) => {
                let outputs = index.defs.iter().filter(|d| d.unit == unit && matches!(d.kind, DefKind::Output));
                outputs.map(|d| Item::new(d.name.as_str(), Sort::Attribute, "output")).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What a value is called: its property, or the output that it is.
    fn key_of(&self, statement: &Statement<'_>) -> String {
        match statement {
            Statement::Value(key, ..) => key.to_string(),
            _ => {
                let text = &self.analysis.source(self.file).text;
                let line = text.get(..self.offset as usize).and_then(|t| t.rsplit('\n').next()).unwrap_or("");
                let word = |end: usize| super::super::place::word(line[..end].trim_end());
                line.rfind(['=', ':']).map_or(String::new(), |end| word(end).to_string())
            }
        }
    }

    /// Words of a closed set that have a dot in them: `python3.13`.
    fn words_behind(&self, base: &str, statement: &Statement<'_>) -> Vec<Item> {
        let Statement::Value(key, ..) = statement else { return Vec::new() };
        let Some(ty) = self.place.fields.ty(key) else { return Vec::new() };
        let items = self.of_type(ty).into_iter();
        items
            .filter_map(|item| {
                let rest = item.label.strip_prefix(base)?.strip_prefix('.')?.to_string();
                Some(Item { label: rest, ..item })
            })
            .collect()
    }
}

fn declaration(def: &Def, construct: Option<&'static Construct>) -> Item {
    let detail = construct.map_or(def.word.as_str(), |c| c.kind);
    Item::new(def.name.as_str(), Sort::Declaration, detail).docs(def.docs.clone().unwrap_or_default())
}

fn call(shape: &CallShape) -> Item {
    let mut arguments = Vec::new();
    for (i, argument) in shape.args.iter().enumerate() {
        arguments.push(match argument.ty {
            Type::String | Type::Text(_) | Type::Name(_) => format!("\"${{{}:{}}}\"", i + 1, argument.name),
            _ => format!("${{{}:{}}}", i + 1, argument.name),
        });
    }
    let snippet =
        if arguments.is_empty() { shape.name.to_string() } else { format!("{}({})", shape.name, arguments.join(", ")) };
    Item::new(shape.name, Sort::Function, shape.doc).snippet(snippet).rank(0)
}

fn call_shapes(ty: &'static Type) -> &'static [CallShape] {
    match ty {
        Type::Calls(shapes) => shapes,
        Type::OneOf(types) => types.iter().map(call_shapes).find(|s| !s.is_empty()).unwrap_or(&[]),
        _ => &[],
    }
}

fn amount(unit: Unit) -> Item {
    Item::new(format!("1 {}", unit.word()), Sort::Value, unit.measure().noun())
        .snippet(format!("${{1:1}} {}", unit.word()))
        .rank(0)
}
