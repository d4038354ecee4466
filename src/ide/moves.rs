//! What has to be written anew when files or folders move: paths to modules, code and texts, and handlers.

use super::outside::{Named, What};
use super::{Analysis, Destination};
use crate::diagnostic::Edit;
use crate::files::{join, parent, relative};

/// A file or a folder goes from one path to another.
pub struct Move {
    pub from: String,
    pub to: String,
}

impl Analysis {
    /// The changes of the sources, which are still where they were.
    pub fn moved(&self, moves: &[Move]) -> Vec<Edit> {
        let mut edits = Vec::new();
        let files: Vec<_> = self.loaded.sources.iter().map(|(id, source)| (id, source.path.clone())).collect();
        for (file, path) in files {
            for named in self.named_outside(file) {
                let text = match &named.what {
                    What::AwsType => None,
                    What::Path | What::Source => Some(path_after(&path, &named.text, moves)),
                    What::Handler { code, .. } => {
                        code.as_deref().and_then(|code| self.handler_after(file, &path, code, &named, moves))
                    }
                };
                if let Some(text) = text.filter(|text| *text != named.text) {
                    edits.push(Edit { span: named.span, text });
                }
            }
        }
        edits
    }

    fn handler_after(
        &self,
        file: crate::source::FileId,
        source: &str,
        code: &str,
        named: &Named,
        moves: &[Move],
    ) -> Option<String> {
        let Destination::Outside(script, _) = self.outside(file, named)? else { return None };
        let moved = after(&script, moves)?;
        let folder = join(parent(source), code);
        let folder = after(&folder, moves).unwrap_or(folder);
        let module = relative(&folder, &moved);
        let (stem, _) = module.rsplit_once('.')?;
        let (_, name) = named.text.rsplit_once('.')?;
        (!stem.starts_with("..") && relative(&folder, &script) != module).then(|| format!("{stem}.{name}"))
    }
}

/// Where a path is afterwards, if it moves.
fn after(path: &str, moves: &[Move]) -> Option<String> {
    moves.iter().find_map(|m| match path.strip_prefix(m.from.as_str())? {
        "" => Some(m.to.clone()),
        rest if rest.starts_with('/') => Some(format!("{}{rest}", m.to)),
        _ => None,
    })
}

/// A path in a source as it must be written afterwards, in the manner in which it is.
fn path_after(source: &str, text: &str, moves: &[Move]) -> String {
    let target = join(parent(source), text);
    let (new_source, new_target) = (after(source, moves), after(&target, moves));
    if (new_source.is_none() && new_target.is_none()) || text.starts_with('/') && new_target.is_none() {
        return text.to_string();
    }
    let new_source = new_source.unwrap_or_else(|| source.to_string());
    let path = relative(parent(&new_source), &new_target.unwrap_or(target));
    if text.starts_with("./") && !path.starts_with("..") { format!("./{path}") } else { path }
}
