//! One form for the values of both sides, whether they were written as YAML, as JSON or as `.sls`: what CloudFormation reads
//! alike is alike.

use crate::emit::node::NO_VALUE;
use crate::source::Span;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Term {
    pub span: Span,
    pub form: Form,
}

#[derive(Clone, Debug)]
pub enum Form {
    Null,
    /// A text, or a number or a truth value as the text that CloudFormation makes of it.
    Scalar(SmolStr, Written),
    List(Vec<Term>),
    /// Sorted by key; what `AWS::NoValue` leaves out is not there.
    Map(Vec<(SmolStr, Term)>),
    Ref(SmolStr),
    GetAtt(SmolStr, SmolStr),
    /// Texts and what stands between them: `Fn::Sub`, and `Fn::Join` of a list that is written out.
    Join(Vec<Term>),
    If(SmolStr, Box<[Term; 2]>),
    Call(SmolStr, Box<Term>),
}

/// How a scalar was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Written {
    Text,
    Plain,
}

impl Term {
    pub fn new(span: Span, form: Form) -> Self {
        Term { span, form }
    }

    pub fn text(span: Span, text: impl Into<SmolStr>) -> Self {
        Term::new(span, Form::Scalar(text.into(), Written::Text))
    }

    pub fn empty_map() -> Self {
        Term::new(Span::default(), Form::Map(Vec::new()))
    }

    pub fn map(span: Span, fields: impl IntoIterator<Item = (SmolStr, Term)>) -> Self {
        let mut fields: Vec<(SmolStr, Term)> = fields.into_iter().filter(|(_, t)| !t.is_no_value()).collect();
        fields.sort_by(|a, b| a.0.cmp(&b.0));
        Term::new(span, Form::Map(fields))
    }

    /// What `AWS::NoValue` leaves out is not there.
    pub fn list(span: Span, items: impl IntoIterator<Item = Term>) -> Self {
        Term::new(span, Form::List(items.into_iter().filter(|t| !t.is_no_value()).collect()))
    }

    /// Texts put together; neighbours that are known become one.
    pub fn join(span: Span, parts: impl IntoIterator<Item = Term>) -> Self {
        let mut joined: Vec<Term> = Vec::new();
        for part in parts {
            match (part.form, joined.last_mut()) {
                (Form::Join(inner), _) => inner.into_iter().for_each(|p| push(&mut joined, p)),
                (form, _) => push(&mut joined, Term::new(part.span, form)),
            }
        }
        match joined.len() {
            0 => Term::text(span, ""),
            1 => Term { span, ..joined.remove(0) },
            _ => Term::new(span, Form::Join(joined)),
        }
    }

    pub fn is_no_value(&self) -> bool {
        matches!(&self.form, Form::Ref(id) if id == NO_VALUE)
    }

    pub fn as_text(&self) -> Option<&str> {
        match &self.form {
            Form::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    pub fn as_map(&self) -> Option<&[(SmolStr, Term)]> {
        match &self.form {
            Form::Map(fields) => Some(fields),
            _ => None,
        }
    }

    /// The items of a list; what is no list is a list of one.
    pub fn items(&self) -> &[Term] {
        match &self.form {
            Form::List(items) => items,
            _ => std::slice::from_ref(self),
        }
    }

    pub fn get(&self, key: &str) -> Option<&Term> {
        let fields = self.as_map()?;
        fields.binary_search_by(|(k, _)| k.as_str().cmp(key)).ok().map(|i| &fields[i].1)
    }

    pub fn get_text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    /// What stands directly in it.
    pub fn children(&self) -> Box<dyn Iterator<Item = &Term> + '_> {
        match &self.form {
            Form::List(items) | Form::Join(items) => Box::new(items.iter()),
            Form::Map(fields) => Box::new(fields.iter().map(|(_, t)| t)),
            Form::If(_, branches) => Box::new(branches.iter()),
            Form::Call(_, argument) => Box::new(std::iter::once(&**argument)),
            _ => Box::new(std::iter::empty()),
        }
    }

    /// Visits it and all that stands in it.
    pub fn walk<'t>(&'t self, visit: &mut dyn FnMut(&'t Term)) {
        visit(self);
        self.children().for_each(|child| child.walk(visit));
    }

    /// Whether all of it is known before deployment.
    pub fn is_known(&self) -> bool {
        match &self.form {
            Form::Null | Form::Scalar(..) => true,
            Form::List(_) | Form::Map(_) => self.children().all(Term::is_known),
            _ => false,
        }
    }

    /// Whether both are written alike, as CloudFormation reads them.
    pub fn same(&self, other: &Term) -> bool {
        let all = |a: &[Term], b: &[Term]| a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.same(y));
        match (&self.form, &other.form) {
            (Form::Null, Form::Null) => true,
            (Form::Scalar(a, _), Form::Scalar(b, _)) | (Form::Ref(a), Form::Ref(b)) => a == b,
            (Form::List(a), Form::List(b)) | (Form::Join(a), Form::Join(b)) => all(a, b),
            (Form::Map(a), Form::Map(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|((k, x), (l, y))| k == l && x.same(y))
            }
            (Form::GetAtt(a, x), Form::GetAtt(b, y)) => a == b && x == y,
            (Form::If(a, x), Form::If(b, y)) => a == b && all(&x[..], &y[..]),
            (Form::Call(a, x), Form::Call(b, y)) => a == b && x.same(y),
            _ => false,
        }
    }

    /// Gives other names to the resources that it refers to.
    pub fn rename(&mut self, names: &FxHashMap<SmolStr, SmolStr>) {
        match &mut self.form {
            Form::Ref(id) | Form::GetAtt(id, _) => {
                if let Some(name) = names.get(id) {
                    *id = name.clone();
                }
            }
            Form::List(items) | Form::Join(items) => items.iter_mut().for_each(|t| t.rename(names)),
            Form::Map(fields) => fields.iter_mut().for_each(|(_, t)| t.rename(names)),
            Form::If(_, branches) => branches.iter_mut().for_each(|t| t.rename(names)),
            Form::Call(_, argument) => argument.rename(names),
            _ => {}
        }
    }

    /// The whole of it in one line, the way it is shown and told apart: alike for what is the same.
    pub fn show(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match &self.form {
            Form::Null => out.push_str("null"),
            Form::Scalar(text, Written::Text) => crate::emit::print::quoted(out, text),
            Form::Scalar(text, Written::Plain) => out.push_str(text),
            Form::List(items) => between(out, '[', ']', items, |out, item| item.write(out)),
            Form::Map(fields) => between(out, '{', '}', fields, |out, (key, value)| {
                out.push_str(key);
                out.push_str(": ");
                value.write(out);
            }),
            Form::Ref(id) => out.push_str(id),
            Form::GetAtt(id, attribute) => out.extend([id.as_str(), ".", attribute]),
            Form::Join(parts) => {
                out.push('"');
                for part in parts {
                    match part.as_text() {
                        Some(text) => out.push_str(&text.replace('\n', "\\n")),
                        None => {
                            out.push_str("${");
                            part.write(out);
                            out.push('}');
                        }
                    }
                }
                out.push('"');
            }
            Form::If(condition, branches) => {
                out.extend([condition, " ? "]);
                branches[0].write(out);
                out.push_str(" : ");
                branches[1].write(out);
            }
            Form::Call(name, argument) => {
                out.push_str(name.strip_prefix("Fn::").unwrap_or(name));
                between(out, '(', ')', argument.items(), |out, item| item.write(out));
            }
        }
    }

    /// What tells items of a list without an order apart: numbers and their texts are alike.
    pub fn key(&self) -> String {
        match &self.form {
            Form::Scalar(text, _) => text.to_string(),
            Form::Map(fields) => fields.iter().map(|(k, t)| format!("{k}\u{1}{}\u{2}", t.key())).collect(),
            Form::List(items) => items.iter().map(|t| t.key() + "\u{3}").collect(),
            _ => self.show(),
        }
    }
}

fn push(joined: &mut Vec<Term>, part: Term) {
    match (&part.form, joined.last_mut()) {
        (Form::Scalar(text, _), Some(Term { form: Form::Scalar(before, _), .. })) => {
            *before = SmolStr::from_iter([before.as_str(), text.as_str()]);
        }
        (Form::Scalar(text, _), _) if text.is_empty() => {}
        (Form::Scalar(text, _), _) => joined.push(Term::text(part.span, text.clone())),
        _ => joined.push(part),
    }
}

fn between<T>(out: &mut String, open: char, close: char, items: &[T], mut one: impl FnMut(&mut String, &T)) {
    out.push(open);
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        one(out, item);
    }
    out.push(close);
}
