//! Renaming, checked: the new name must be one, and must be free.

use super::Analysis;
use super::index::DefKind;
use crate::diagnostic::Edit;
use crate::eval::logical_id;
use crate::source::{FileId, Span};

/// Why something cannot be renamed so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotRenamed {
    /// There is nothing that has a name.
    Nothing,
    /// It is no name.
    NoName(String),
    /// Something else is called so; where.
    Taken(Span),
}

impl std::fmt::Display for NotRenamed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NotRenamed::Nothing => write!(f, "there is nothing here that can be renamed"),
            NotRenamed::NoName(name) => write!(f, "`{name}` is no name: letters, digits and `_`, a letter first"),
            NotRenamed::Taken(_) => write!(f, "something else is called so here"),
        }
    }
}

impl Analysis {
    /// What is renamed at a place, if there is something.
    pub fn renamable(&self, file: FileId, offset: u32) -> Option<Span> {
        let def = self.index().at(file, offset)?;
        self.index().places(def).into_iter().find(|span| span.file() == file && super::holds(*span, offset))
    }

    /// The changes that give another name. Where the name is a logical id of what may be deployed, `@was` is put before
    /// the declaration, so that it is known what it was called.
    pub fn rename(&self, file: FileId, offset: u32, name: &str) -> Result<Vec<Edit>, NotRenamed> {
        let index = self.index();
        let id = index.at(file, offset).ok_or(NotRenamed::Nothing)?;
        let def = index.def(id);
        let first = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
        if !first || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(NotRenamed::NoName(name.to_string()));
        }
        if let Some(other) = index.named(def.unit, name).filter(|other| *other != id && def.parent.is_none()) {
            return Err(NotRenamed::Taken(index.def(other).name_span));
        }
        let mut edits: Vec<Edit> =
            index.places(id).into_iter().map(|span| Edit { span, text: name.to_string() }).collect();
        let deployed = matches!(def.kind, DefKind::Construct(_) | DefKind::Resource);
        let head = self.source(def.span.file()).text.get(def.span.range()).unwrap_or("");
        if deployed
            && name != def.name
            && !head.contains("@was(")
            && !head.contains("@id(")
            && !head.starts_with("existing")
        {
            let start = def.name_span.file();
            let line = self.line_start(start, def.name_span.start());
            let text = format!("@was(\"{}\")\n{}", logical_id(&def.name), self.indent(start, line));
            let at = line + self.indent(start, line).len() as u32;
            edits.push(Edit { span: Span::in_file(start, at, at), text });
        }
        Ok(edits)
    }

    fn line_start(&self, file: FileId, offset: u32) -> u32 {
        let text = &self.source(file).text;
        text.get(..offset as usize).and_then(|t| t.rfind('\n')).map_or(0, |i| i as u32 + 1)
    }

    fn indent(&self, file: FileId, line: u32) -> &str {
        let rest = self.source(file).text.get(line as usize..).unwrap_or("");
        &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()]
    }
}
