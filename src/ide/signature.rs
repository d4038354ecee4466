//! The function or form whose arguments are being written, and which of them.

use super::fields;
use super::{Analysis, place};
use crate::eval::functions;
use crate::schema::Type;
use crate::source::FileId;

/// A signature with its parameters as they stand in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    pub label: String,
    pub docs: String,
    pub parameters: Vec<String>,
    /// Which parameter is being written, from 0.
    pub active: usize,
}

impl Analysis {
    pub fn signature(&self, file: FileId, offset: u32) -> Option<Signature> {
        let (unit, tree) = self.tree(file)?;
        let here = place::find(&self.loaded.units[unit], &tree.members, offset);
        let text = self.source(file).text.get(..offset as usize)?;
        let line = text.rsplit('\n').next()?;
        let open = open_bracket(line)?;
        let (name, active) = (place::word(&line[..open]), line[open..].matches(',').count());
        if let Some(function) = functions::find(name) {
            let inner = function.signature.split_once('(').map_or("", |(_, rest)| rest);
            let inner = inner.rsplit_once(')').map_or(inner, |(inside, _)| inside);
            let parameters = inner.split(',').map(|p| p.trim().to_string()).filter(|p| !p.is_empty()).collect();
            let (label, docs) = (function.signature.to_string(), function.doc.to_string());
            return Some(Signature { label, docs, parameters, active });
        }
        let key = place::before(text, here.start, offset).split(':').next()?.trim();
        let shape = forms(here.fields.ty(key)?).into_iter().find(|shape| shape.name == name)?;
        let parameters: Vec<String> = shape.args.iter().map(|argument| argument.name.to_string()).collect();
        let label = format!("{}({})", shape.name, parameters.join(", "));
        Some(Signature { label, docs: shape.doc.to_string(), parameters, active })
    }
}

fn forms(ty: &'static Type) -> Vec<&'static crate::schema::CallShape> {
    match ty {
        Type::Calls(shapes) => shapes.iter().collect(),
        Type::OneOf(types) => types.iter().flat_map(forms).collect(),
        _ => fields::item(ty).map_or(Vec::new(), forms),
    }
}

/// The place of the last `(` that is still open.
fn open_bracket(line: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut quoted = false;
    for (i, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => open.push(i),
            ')' if !quoted => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}
