//! Source text under construction: pieces that go on one line where they fit, comments at their place, and where in the
//! text each value of the template came to stand.

use super::value::Comments;
use smol_str::SmolStr;
use std::ops::Range;

/// What fits on a line, in characters, indentation included.
const WIDTH: usize = 100;

/// A piece of source.
#[derive(Clone, Debug)]
pub enum Doc {
    /// Text as it is. Lines after the first are indented like the line that it begins on.
    Text(String),
    /// One after the other, on the same line.
    Row(Vec<Doc>),
    /// Brackets round items: on one line if they fit there, else an item a line.
    Group(Group),
    /// What a value of the template became, by the index of its path.
    At(usize, Box<Doc>),
}

/// `{ … }`, `[ … ]` or `( … )`.
#[derive(Clone, Debug)]
pub struct Group {
    pub open: &'static str,
    pub close: &'static str,
    pub items: Vec<Item>,
    pub shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// On one line where it fits.
    Free,
    /// An item a line, however short.
    Tall,
}

/// A property, an element, or a statement of its own.
#[derive(Clone, Debug)]
pub struct Item {
    pub comments: Comments,
    /// As it is written, with its colon.
    pub key: Option<String>,
    pub value: Doc,
    /// An empty line stands before it.
    pub apart: bool,
}

impl Item {
    pub fn element(value: Doc) -> Self {
        Item { comments: Comments::default(), key: None, value, apart: false }
    }

    pub fn property(key: &str, value: Doc) -> Self {
        Item { comments: Comments::default(), key: Some(format!("{}:", super::text::key(key))), value, apart: false }
    }

    pub fn with(mut self, comments: &Comments) -> Self {
        self.comments = comments.clone();
        self
    }
}

impl From<String> for Doc {
    fn from(text: String) -> Self {
        Doc::Text(text)
    }
}

impl From<&str> for Doc {
    fn from(text: &str) -> Self {
        Doc::Text(text.into())
    }
}

impl Doc {
    pub fn row(parts: impl IntoIterator<Item = Doc>) -> Doc {
        Doc::Row(parts.into_iter().collect())
    }

    pub fn block(items: Vec<Item>, shape: Shape) -> Doc {
        Doc::Group(Group { open: "{", close: "}", items, shape })
    }

    pub fn list(items: Vec<Item>) -> Doc {
        Doc::Group(Group { open: "[", close: "]", items, shape: Shape::Free })
    }

    /// A call of a function.
    pub fn call(name: &str, arguments: impl IntoIterator<Item = Doc>) -> Doc {
        let items = arguments.into_iter().map(Item::element).collect();
        Doc::row([name.into(), Doc::Group(Group { open: "(", close: ")", items, shape: Shape::Free })])
    }

    /// On one line, if that is possible within so many characters.
    fn flat(&self, room: usize) -> Option<String> {
        let mut out = String::new();
        self.flatten(&mut out, room).then_some(out)
    }

    fn flatten(&self, out: &mut String, room: usize) -> bool {
        match self {
            Doc::Text(text) => {
                if text.contains('\n') {
                    return false;
                }
                out.push_str(text);
            }
            Doc::Row(parts) => return parts.iter().all(|part| part.flatten(out, room)),
            Doc::At(_, inner) => return inner.flatten(out, room),
            Doc::Group(group) => return group.flatten(out, room),
        }
        out.len() <= room
    }
}

impl Group {
    fn flatten(&self, out: &mut String, room: usize) -> bool {
        let plain = |item: &Item| item.comments == Comments::default() && !item.apart;
        if self.shape == Shape::Tall && !self.items.is_empty() || !self.items.iter().all(plain) {
            return false;
        }
        let pad = if self.open == "{" && !self.items.is_empty() { " " } else { "" };
        out.push_str(self.open);
        out.push_str(pad);
        for (i, item) in self.items.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            if let Some(key) = &item.key {
                out.push_str(key);
                out.push(' ');
            }
            if !item.value.flatten(out, room) {
                return false;
            }
        }
        out.push_str(pad);
        out.push_str(self.close);
        out.len() <= room
    }
}

/// Text that grows, with the place of each value in it.
#[derive(Default)]
pub struct Page {
    pub text: String,
    /// Where each value of the template stands; inner ones before those that they stand in.
    pub places: Vec<(Range<usize>, usize)>,
    indent: usize,
}

impl Page {
    fn column(&self) -> usize {
        self.text.len() - self.text.rfind('\n').map_or(0, |at| at + 1)
    }

    fn line(&mut self) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', self.indent * 2));
    }

    /// Comments before something, and then its line begins.
    pub fn comments(&mut self, comments: &[SmolStr]) {
        for comment in comments {
            self.comment(comment);
            self.line();
        }
    }

    fn comment(&mut self, comment: &str) {
        for (i, line) in comment.split('\n').enumerate() {
            if i > 0 {
                self.line();
            }
            self.text.push_str(if line.is_empty() { "//" } else { "// " });
            self.text.push_str(line.trim_end());
        }
    }

    /// A statement on lines of its own, an empty line before it if `apart`.
    pub fn statement(&mut self, item: &Item) {
        self.item(item);
        self.text.push('\n');
    }

    fn item(&mut self, item: &Item) {
        self.comments(&item.comments.before);
        if let Some(key) = &item.key {
            self.text.push_str(key);
            self.text.push(' ');
        }
        self.doc(&item.value);
        if let Some(behind) = &item.comments.behind {
            self.text.push_str("  ");
            self.comment(behind);
        }
    }

    pub fn doc(&mut self, doc: &Doc) {
        match doc {
            Doc::Text(text) => self.lines(text),
            Doc::Row(parts) => parts.iter().for_each(|part| self.doc(part)),
            Doc::At(path, inner) => {
                let start = self.text.len();
                self.doc(inner);
                self.places.push((start..self.text.len(), *path));
            }
            Doc::Group(group) => self.group(group, doc),
        }
    }

    fn lines(&mut self, text: &str) {
        for (i, line) in text.split('\n').enumerate() {
            match (i, line) {
                (0, _) => {}
                (_, "") => self.text.push('\n'),
                _ => self.line(),
            }
            self.text.push_str(line);
        }
    }

    fn group(&mut self, group: &Group, doc: &Doc) {
        let room = WIDTH.saturating_sub(self.column());
        if doc.flat(room).is_some() {
            // piece by piece, so that the places are known
            self.flat(group);
            return;
        }
        self.text.push_str(group.open);
        self.indent += 1;
        for item in &group.items {
            if item.apart {
                self.text.push('\n');
            }
            self.line();
            self.item(item);
        }
        self.indent -= 1;
        self.line();
        self.text.push_str(group.close);
    }

    fn flat(&mut self, group: &Group) {
        let pad = if group.open == "{" && !group.items.is_empty() { " " } else { "" };
        self.text.push_str(group.open);
        self.text.push_str(pad);
        for (i, item) in group.items.iter().enumerate() {
            if i > 0 {
                self.text.push_str(", ");
            }
            if let Some(key) = &item.key {
                self.text.push_str(key);
                self.text.push(' ');
            }
            match &item.value {
                Doc::Group(inner) => self.flat(inner),
                other => self.flat_doc(other),
            }
        }
        self.text.push_str(pad);
        self.text.push_str(group.close);
    }

    fn flat_doc(&mut self, doc: &Doc) {
        match doc {
            Doc::Text(text) => self.text.push_str(text),
            Doc::Row(parts) => parts.iter().for_each(|part| self.flat_doc(part)),
            Doc::Group(group) => self.flat(group),
            Doc::At(path, inner) => {
                let start = self.text.len();
                self.flat_doc(inner);
                self.places.push((start..self.text.len(), *path));
            }
        }
    }

    /// What was written within braces, one level deeper: the statements of an `if`.
    pub fn nested(&mut self, head: &str, write: impl FnOnce(&mut Page)) {
        self.text.push_str(head);
        self.text.push_str(" {");
        self.indent += 1;
        self.line();
        write(self);
        self.indent -= 1;
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.line();
        self.text.push_str("}\n");
    }

    /// An empty line at a place where a line began.
    pub fn gap_at(&mut self, at: usize) {
        let before = self.text[..at].trim_end_matches([' ', '\n']).len();
        if before == 0 || at == self.text.len() {
            return;
        }
        let indent = " ".repeat(self.indent * 2);
        let gap = format!("\n\n{indent}");
        let moved = (before + gap.len()) as isize - at as isize;
        self.text.replace_range(before..at, &gap);
        for (place, _) in self.places.iter_mut().rev().take_while(|(place, _)| place.start >= at) {
            *place = place.start.wrapping_add_signed(moved)..place.end.wrapping_add_signed(moved);
        }
    }

    /// An empty line, and the next one begins.
    pub fn gap(&mut self) {
        let end = self.text.trim_end_matches([' ', '\n']).len();
        self.text.truncate(end);
        if !self.text.is_empty() {
            self.text.push('\n');
            self.line();
        }
    }
}
