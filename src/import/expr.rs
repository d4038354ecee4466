//! Values of a template as expressions: intrinsics in the words of the language, and as they stand where it has none.

use super::beside::FILE;
use super::doc::{Doc, Item, Shape};
use super::names::{Names, Target, attribute_of};
use super::pieces::{Piece, pieces};
use super::plan::{Lift, Plan};
use super::text::{self, Part};
use super::value::{Entry, Kind, Value};
use crate::syntax::pseudo::PSEUDO;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// A place in a template: the keys and indexes that lead to it.
pub type Path = Vec<SmolStr>;

/// Writes values as expressions, and remembers which value became what.
pub struct Writer<'n> {
    pub names: &'n Names,
    /// Values that are written as the template has them, `{ "Fn::If": … }`, since their words would mean another thing.
    pub literal: &'n FxHashSet<Path>,
    /// Whether a text that is put together is written as one, though the template says it in another form.
    pub texts: Texts,
    /// Where the writer is.
    pub path: Path,
    /// The places of all that was written, by the indexes of [`Doc::At`].
    pub paths: Vec<Path>,
    /// Resources that were to be said by a construct and have no words after all, and why.
    pub refused: Vec<(SmolStr, String)>,
}

/// How `Fn::Join` without a separator and `Fn::Sub` with variables of its own are written.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Texts {
    /// So that the same function comes out.
    #[default]
    AsWritten,
    /// As one interpolated text.
    Interpolated,
}

impl<'n> Writer<'n> {
    pub fn new(names: &'n Names, plan: &'n Plan) -> Self {
        let texts = if plan.lift == Lift::Changes { Texts::Interpolated } else { Texts::AsWritten };
        Writer { names, literal: &plan.literal, texts, path: Vec::new(), paths: Vec::new(), refused: Vec::new() }
    }

    /// Writes within a further key or index.
    pub fn within<T>(&mut self, key: impl Into<SmolStr>, write: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(key.into());
        let result = write(self);
        self.path.pop();
        result
    }

    /// Marks what a value became.
    pub fn at(&mut self, doc: Doc) -> Doc {
        self.paths.push(self.path.clone());
        Doc::At(self.paths.len() - 1, Box::new(doc))
    }

    /// A value as an expression.
    pub fn value(&mut self, value: &Value) -> Doc {
        let doc = match &value.kind {
            Kind::Null => verbatim("null"),
            Kind::Bool(b) => b.to_string().into(),
            Kind::Number(number) => numeral(number),
            Kind::Text(text) => text::literal(text),
            Kind::List(items) => self.list(items),
            Kind::Map(entries) => {
                let idiom = match entries.as_slice() {
                    [entry] if !self.literal.contains(&self.path) => {
                        self.within(entry.key.clone(), |w| w.intrinsic(&entry.key, &entry.value))
                    }
                    _ => None,
                };
                match idiom {
                    Some(doc) => doc,
                    None => self.map(entries),
                }
            }
        };
        self.at(doc)
    }

    /// A list, an element each.
    pub fn list(&mut self, items: &[Value]) -> Doc {
        let items = items.iter().enumerate().map(|(i, item)| {
            let value = self.within(i.to_string(), |w| w.value(item));
            Item::element(value).with(&item.comments)
        });
        Doc::list(items.collect())
    }

    /// A map as it stands.
    pub fn map(&mut self, entries: &[Entry]) -> Doc {
        Doc::block(self.properties(entries), Shape::Free)
    }

    pub fn properties(&mut self, entries: &[Entry]) -> Vec<Item> {
        let property = |entry: &Entry| {
            let value = self.within(entry.key.clone(), |w| w.value(&entry.value));
            Item::property(&entry.key, value).with(&entry.value.comments)
        };
        entries.iter().map(property).collect()
    }

    /// A value with every intrinsic as it stands, for where the language has no expressions.
    pub fn plain(&mut self, value: &Value) -> Doc {
        let doc = match &value.kind {
            Kind::List(items) => {
                let items = items.iter().enumerate().map(|(i, item)| {
                    let value = self.within(i.to_string(), |w| w.plain(item));
                    Item::element(value).with(&item.comments)
                });
                Doc::list(items.collect())
            }
            Kind::Map(entries) => {
                let items = entries.iter().map(|entry| {
                    let value = self.within(entry.key.clone(), |w| w.plain(&entry.value));
                    Item::property(&entry.key, value).with(&entry.value.comments)
                });
                Doc::block(items.collect(), Shape::Free)
            }
            _ => self.value(value),
        };
        self.at(doc)
    }

    fn intrinsic(&mut self, name: &str, argument: &Value) -> Option<Doc> {
        let items = argument.as_list().unwrap_or_default();
        match name {
            FILE => self.single("file", argument),
            "Ref" => self.reference(argument.as_str()?, false).map(Doc::Text),
            "Fn::GetAtt" => {
                let whole = Value::single("Fn::GetAtt", argument.clone());
                let (id, attribute) = whole.as_get_att()?;
                self.attribute(&id, &attribute).map(Doc::Text)
            }
            "Fn::Sub" | "Fn::Join"
                if self.texts == Texts::Interpolated
                    && let Some(text) = self.one_text(name, argument) =>
            {
                Some(text)
            }
            "Fn::Sub" => self.sub(argument),
            "Fn::If" => self.choice(items),
            "Fn::Join" => self.join(items),
            "Fn::Select" => self.select(items),
            "Fn::Split" => match items {
                [separator, text] if separator.as_str().is_some_and(|s| !s.is_empty()) && is_late(text) => {
                    Some(self.call("split", items))
                }
                _ => None,
            },
            "Fn::FindInMap" => self.find_in_map(items),
            "Fn::ImportValue" => self.single("import", argument),
            "Fn::Base64" if is_late(argument) => self.single("base64", argument),
            "Fn::Cidr" if items.len() == 2 || items.len() == 3 => Some(self.call("cidr", items)),
            "Fn::GetAZs" if argument.as_str() == Some("") => Some("azs()".into()),
            "Fn::GetAZs" => self.single("azs", argument),
            "Fn::ToJsonString" if has_late(argument) => self.single("json", argument),
            "Fn::Length" if is_late(argument) => self.single("length", argument),
            "Fn::Transform" => self.transform(argument),
            _ => None,
        }
    }

    fn single(&mut self, name: &str, argument: &Value) -> Option<Doc> {
        if argument.is_null() {
            return None;
        }
        Some(Doc::call(name, [self.value(argument)]))
    }

    fn call(&mut self, name: &str, items: &[Value]) -> Doc {
        let arguments: Vec<Doc> =
            items.iter().enumerate().map(|(i, item)| self.within(i.to_string(), |w| w.value(item))).collect();
        Doc::call(name, arguments)
    }

    fn nth(&mut self, items: &[Value], i: usize) -> Doc {
        self.within(i.to_string(), |w| w.value(&items[i]))
    }

    /// `Ref`: a parameter's name, `X.ref`, `aws.region`; a bare name of a resource where text is wanted anyway.
    fn reference(&self, id: &str, in_text: bool) -> Option<String> {
        if id == "AWS::NoValue" && in_text {
            return None;
        }
        if let Some((word, ..)) = PSEUDO.iter().find(|(_, name, _)| *name == id) {
            return Some(format!("aws.{word}"));
        }
        if let Some(part) = self.names.part(id, "Ref") {
            return Some(part);
        }
        let name = self.names.value(id)?;
        Some(match name.target {
            Target::Param => name.source.to_string(),
            Target::Resource(_) if in_text => name.source.to_string(),
            Target::Resource(_) => format!("{}.ref", name.source),
            Target::Construct(construct, _) => format!("{}.{}", name.source, attribute_of(construct, None)?),
        })
    }

    /// `X.Attribute`.
    fn attribute(&self, id: &str, attribute: &str) -> Option<String> {
        if let Some(part) = self.names.part(id, attribute) {
            return Some(part);
        }
        let name = self.names.value(id)?;
        match name.target {
            Target::Resource(_) if attribute.split('.').all(is_field) && attribute != "ref" => {
                Some(format!("{}.{attribute}", name.source))
            }
            Target::Construct(construct, _) => {
                attribute_of(construct, Some(attribute)).map(|attribute| format!("{}.{attribute}", name.source))
            }
            _ => None,
        }
    }

    /// A text that is put together of references and texts, as one.
    fn one_text(&self, name: &str, argument: &Value) -> Option<Doc> {
        let pieces = pieces(&Value::single(name, argument.clone()))?;
        let part = |piece: &Piece| {
            Some(match piece {
                Piece::Text(text) => Part::Text(text.clone()),
                Piece::Ref(id) => Part::Hole(self.reference(id, true)?),
                Piece::Attribute(id, attribute) => Part::Hole(self.attribute(id, attribute)?),
            })
        };
        let parts: Vec<Part> = pieces.iter().map(part).collect::<Option<_>>()?;
        let holes = parts.iter().filter(|p| matches!(p, Part::Hole(_))).count();
        (holes > 0 && parts.len() > 1).then(|| text::interpolated(&parts))
    }

    /// `Fn::Sub` as an interpolated text, or as itself where that would come out otherwise.
    fn sub(&mut self, argument: &Value) -> Option<Doc> {
        if let Some(text) = argument.as_str() {
            return match self.holes(text) {
                Some(parts) => Some(text::interpolated(&parts)),
                None if text::raw_fits(text) => Some(Doc::call("sub", [text::raw(text).into()])),
                None => None,
            };
        }
        let items = argument.as_list()?;
        let text = items.first()?.as_str().filter(|t| text::raw_fits(t))?;
        let variables = items.get(1).filter(|v| v.as_map().is_some() && items.len() == 2)?;
        let variables = self.within("1", |w| w.map(variables.as_map().unwrap_or_default()));
        Some(Doc::call("sub", [text::raw(text).into(), variables]))
    }

    /// The parts of an `Fn::Sub`'s text, if an interpolation of them means the same.
    fn holes(&self, text: &str) -> Option<Vec<Part>> {
        let mut parts = Vec::new();
        let mut holes = 0;
        let mut plain = String::new();
        let mut rest = text;
        while let Some(start) = rest.find("${") {
            let end = rest[start..].find('}')? + start;
            plain.push_str(&rest[..start]);
            let name = &rest[start + 2..end];
            rest = &rest[end + 1..];
            if let Some(literal) = name.strip_prefix('!') {
                plain.push_str(&format!("${{{literal}}}"));
                continue;
            }
            let expression = match name.split_once('.') {
                _ if name.starts_with("AWS::") => self.reference(name, true)?,
                Some((id, attribute)) => self.attribute(id, attribute)?,
                None => self.reference(name, true)?,
            };
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            parts.push(Part::Hole(expression));
            holes += 1;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        (holes > 0 && parts.len() > 1).then_some(parts)
    }

    /// `condition ? a : b`.
    fn choice(&mut self, items: &[Value]) -> Option<Doc> {
        let [condition, then, otherwise] = items else { return None };
        let condition = self.names.condition(condition.as_str()?)?.to_string();
        let branch = |w: &mut Self, i: usize, value: &Value| match value.as_ref_to() {
            Some("AWS::NoValue") => "null".into(),
            _ => {
                let doc = w.within(i.to_string(), |w| w.value(value));
                if is_choice(value) && i == 1 { Doc::row(["(".into(), doc, ")".into()]) } else { doc }
            }
        };
        let then = branch(self, 1, then);
        let otherwise = branch(self, 2, otherwise);
        Some(Doc::row([condition.into(), " ? ".into(), then, " : ".into(), otherwise]))
    }

    fn join(&mut self, items: &[Value]) -> Option<Doc> {
        let [separator, list] = items else { return None };
        separator.as_str()?;
        let late = match &list.kind {
            Kind::List(items) => items.iter().any(is_late),
            _ => is_late(list),
        };
        late.then(|| self.call("join", items))
    }

    fn select(&mut self, items: &[Value]) -> Option<Doc> {
        let [index, list] = items else { return None };
        if !is_late(list) {
            return None;
        }
        let number = matches!(&index.kind, Kind::Number(n) if n.bytes().all(|b| b.is_ascii_digit()));
        let postfix =
            matches!(list.as_single(), Some(("Ref" | "Fn::GetAtt" | "Fn::Split" | "Fn::GetAZs" | "Fn::Cidr", _)));
        if !number || !postfix {
            return Some(self.call("select", items));
        }
        let list = self.nth(items, 1);
        let index = self.nth(items, 0);
        Some(Doc::row([list, "[".into(), index, "]".into()]))
    }

    fn find_in_map(&mut self, items: &[Value]) -> Option<Doc> {
        let mapping = self.names.mapping(items.first()?.as_str()?)?.clone();
        match items {
            [_, _, _] => {
                let (first, second) = (self.nth(items, 1), self.nth(items, 2));
                Some(Doc::row([mapping.as_str().into(), "[".into(), first, "][".into(), second, "]".into()]))
            }
            [_, _, _, last] if last.as_single().is_some_and(|(key, _)| key == "DefaultValue") => {
                let name = Doc::Text(text::plain(&mapping));
                let (first, second) = (self.nth(items, 1), self.nth(items, 2));
                let default =
                    last.get("DefaultValue").map(|d| self.within("3", |w| w.within("DefaultValue", |w| w.value(d))))?;
                Some(Doc::call("find", [name, first, second, default]))
            }
            _ => None,
        }
    }

    fn transform(&mut self, argument: &Value) -> Option<Doc> {
        let name = argument.get("Name").filter(|n| n.as_str().is_some())?;
        let parameters = argument.get("Parameters").filter(|p| p.as_map().is_some())?;
        if argument.as_map()?.len() != 2 {
            return None;
        }
        let name = self.within("Name", |w| w.value(name));
        let parameters = self.within("Parameters", |w| w.map(parameters.as_map().unwrap_or_default()));
        Some(Doc::call("transform", [name, parameters]))
    }
}

/// What stands between the dots of an attribute.
fn is_field(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn is_choice(value: &Value) -> bool {
    matches!(value.as_single(), Some(("Fn::If", _)))
}

/// Whether CloudFormation computes a value.
pub fn is_late(value: &Value) -> bool {
    matches!(value.as_single(), Some((key, _)) if key == "Ref" || key.starts_with("Fn::"))
}

/// Whether CloudFormation computes something in a value.
pub fn has_late(value: &Value) -> bool {
    is_late(value)
        || match &value.kind {
            Kind::List(items) => items.iter().any(has_late),
            Kind::Map(entries) => entries.iter().any(|e| has_late(&e.value)),
            _ => false,
        }
}

/// A value that the language cannot say otherwise: its JSON.
fn verbatim(json: &str) -> Doc {
    Doc::Text(format!("verbatim(\"{json}\")"))
}

/// A number, as the language writes it.
fn numeral(number: &str) -> Doc {
    if number.parse::<i64>().is_ok_and(|n| n > i64::MIN) && !number.starts_with("-0") {
        return number.into();
    }
    match number.parse::<f64>() {
        Ok(n) if n.abs() < 1e15 && n.abs() > 1e-7 && number.len() < 17 => {
            format!("{n:?}").trim_end_matches(".0").into()
        }
        Ok(0.0) => "0".into(),
        _ => verbatim(number),
    }
}
