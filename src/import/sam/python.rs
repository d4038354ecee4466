//! Texts and orders of Python, of which SAM takes the digests that name versions, layers and API deployments.
//!
//! Deployments are named by what Python 2.7 printed of a dictionary: unicode texts as `u'…'`, keys in the order of its
//! hash table (<https://github.com/python/cpython/blob/v2.7.18/Objects/dictobject.c>). The order in which a map's entries
//! stand here is the order of their insertion; [`copied`] puts them as a deep copy of Python's does.

use super::tree::{MADE, PLAIN, WALKED};
use crate::import::value::{Entry, Kind, Value};
use sha1::{Digest, Sha1};
use smol_str::SmolStr;
use std::fmt::Write;

/// The first 10 hexadecimal digits of the SHA-1 of a text, of which nothing is nothing.
pub fn short_digest(text: &str) -> String {
    if text.is_empty() { String::new() } else { digest(text)[..10].to_string() }
}

pub fn digest(text: &str) -> String {
    Sha1::digest(text.as_bytes()).iter().fold(String::with_capacity(40), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// SAM's suffix of a logical id for some data: texts as they are, the rest as compact JSON with sorted keys.
pub fn suffix(data: &Value) -> String {
    match &data.kind {
        _ if !data.is_truthy() => String::new(),
        Kind::Text(text) => short_digest(text),
        _ => short_digest(&dumps(data, Style::Compact)),
    }
}

/// How `json.dumps` is called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `separators=(",", ":"), sort_keys=True`.
    Compact,
    /// As it is, in the order of Python 2.7.
    Plain,
    /// `indent=4, separators=(",", ": "), sort_keys=True`.
    Indented,
}

pub fn dumps(value: &Value, style: Style) -> String {
    let mut out = String::new();
    dump(value, style, 0, &mut out);
    out
}

fn dump(value: &Value, style: Style, depth: usize, out: &mut String) {
    match &value.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Kind::Number(number) => out.push_str(number),
        Kind::Text(text) => quote(text, out),
        Kind::List(items) => {
            let write = |item: &&Value, out: &mut String| dump(item, style, depth + 1, out);
            within(('[', ']'), items.iter().collect(), style, depth, out, write);
        }
        Kind::Map(entries) => {
            let mut entries: Vec<&Entry> = match style {
                Style::Plain if value.span != PLAIN => order(entries).into_iter().map(|i| &entries[i]).collect(),
                _ => entries.iter().collect(),
            };
            if style != Style::Plain {
                entries.sort_by(|a, b| a.key.cmp(&b.key));
            }
            let colon = if style == Style::Compact { ":" } else { ": " };
            within(('{', '}'), entries, style, depth, out, |entry, out| {
                quote(&entry.key, out);
                out.push_str(colon);
                dump(&entry.value, style, depth + 1, out);
            });
        }
    }
}

fn within<T>(
    (open, close): (char, char),
    items: Vec<T>,
    style: Style,
    depth: usize,
    out: &mut String,
    write: impl Fn(&T, &mut String),
) {
    let line = |out: &mut String, depth: usize| {
        if style == Style::Indented && !items.is_empty() {
            out.push('\n');
            out.push_str(&" ".repeat(4 * depth));
        }
    };
    out.push(open);
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(if style == Style::Plain { ", " } else { "," });
        }
        line(out, depth + 1);
        write(item, out);
    }
    line(out, depth);
    out.push(close);
}

/// A text in JSON, of ASCII only.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
}

/// `str()` of a dictionary in Python 2.7.
pub fn printed(value: &Value) -> String {
    let mut out = String::new();
    print(value, &mut out);
    out
}

fn print(value: &Value, out: &mut String) {
    match &value.kind {
        Kind::Null => out.push_str("None"),
        Kind::Bool(flag) => out.push_str(if *flag { "True" } else { "False" }),
        Kind::Number(number) => out.push_str(number),
        Kind::Text(text) => print_text(text, value.span != PLAIN, out),
        Kind::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                print(item, out);
            }
            out.push(']');
        }
        Kind::Map(entries) => {
            out.push('{');
            let order = match value.span {
                PLAIN | WALKED => (0..entries.len()).collect(),
                _ => order(entries),
            };
            for (i, place) in order.into_iter().enumerate() {
                let entry = &entries[place];
                out.push_str(if i > 0 { ", " } else { "" });
                print_text(&entry.key, entry.key_span != PLAIN, out);
                out.push_str(": ");
                print(&entry.value, out);
            }
            out.push('}');
        }
    }
}

fn print_text(text: &str, unicode: bool, out: &mut String) {
    let mark = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    if unicode {
        out.push('u');
    }
    out.push(mark);
    for c in text.chars() {
        let code = c as u32;
        let _ = match c {
            '\\' => write!(out, "\\\\"),
            '\n' => write!(out, "\\n"),
            '\r' => write!(out, "\\r"),
            '\t' => write!(out, "\\t"),
            '\'' if mark == '\'' => write!(out, "\\'"),
            ' '..='~' => write!(out, "{c}"),
            _ if code < 0x20 || code == 0x7f => write!(out, "\\x{code:02x}"),
            _ if !unicode => write!(out, "{c}"),
            _ if code < 0x100 => write!(out, "\\x{code:02x}"),
            _ if code < 0x10000 => write!(out, "\\u{code:04x}"),
            _ => write!(out, "\\U{code:08x}"),
        };
    }
    out.push(mark);
}

/// Puts the entries of each map as a deep copy in Python 2.7 has them.
pub fn copied(value: &mut Value) {
    let spelt = value.span != PLAIN;
    if value.span == WALKED {
        value.span = MADE;
    }
    match &mut value.kind {
        Kind::List(items) => items.iter_mut().for_each(copied),
        Kind::Map(entries) => {
            entries.iter_mut().for_each(|e| copied(&mut e.value));
            if spelt && entries.len() > 1 {
                reorder(entries);
            }
        }
        _ => {}
    }
}

/// Takes a key out of a map, whose order stays what it was with the key.
pub fn deleted(value: &mut Value, key: &str) -> Option<Value> {
    if value.span != PLAIN && value.span != WALKED && value.has(key) {
        if let Kind::Map(entries) = &mut value.kind {
            reorder(entries);
        }
        value.span = WALKED;
    }
    value.remove(key)
}

fn reorder(entries: &mut Vec<Entry>) {
    let order = order(entries);
    if order.iter().enumerate().any(|(i, place)| i != *place) {
        let mut old: Vec<Option<Entry>> = std::mem::take(entries).into_iter().map(Some).collect();
        entries.extend(order.into_iter().filter_map(|place| old[place].take()));
    }
}

/// In which order Python 2.7 walks a dictionary into which these keys went one after the other.
pub fn order(entries: &[Entry]) -> Vec<usize> {
    let mut keys = Keys::default();
    entries.iter().for_each(|e| keys.add(&e.key));
    keys.walk().collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Empty,
    /// A key stood here.
    Dummy,
    Key(usize),
}

/// The keys of a dictionary of Python 2.7, by the order of their first insertion.
pub struct Keys {
    names: Vec<SmolStr>,
    slots: Vec<Slot>,
    used: usize,
    filled: usize,
}

impl Default for Keys {
    fn default() -> Self {
        Keys { names: Vec::new(), slots: vec![Slot::Empty; 8], used: 0, filled: 0 }
    }
}

impl Keys {
    /// The slot of a key, or that which it would get.
    fn slot(&self, key: &str) -> usize {
        let mask = self.slots.len() as u64 - 1;
        let mut perturb = hash(key);
        let mut walker = perturb & mask;
        let mut free = None;
        loop {
            let at = (walker & mask) as usize;
            match self.slots[at] {
                Slot::Empty => return free.unwrap_or(at),
                Slot::Key(name) if self.names[name] == key => return at,
                Slot::Dummy => free = free.or(Some(at)),
                Slot::Key(_) => {}
            }
            walker = walker.wrapping_mul(5).wrapping_add(perturb).wrapping_add(1);
            perturb >>= 5;
        }
    }

    pub fn add(&mut self, key: &str) {
        let at = self.slot(key);
        match self.slots[at] {
            Slot::Key(_) => return,
            Slot::Dummy => {}
            Slot::Empty => self.filled += 1,
        }
        self.slots[at] = Slot::Key(self.names.len());
        self.names.push(key.into());
        self.used += 1;
        if self.filled * 3 >= self.slots.len() * 2 {
            let mut size = 8;
            while size <= self.used * 4 {
                size <<= 1;
            }
            let old = std::mem::replace(&mut self.slots, vec![Slot::Empty; size]);
            for slot in old.into_iter().filter(|s| matches!(s, Slot::Key(_))) {
                if let Slot::Key(name) = slot {
                    let at = self.slot(&self.names[name]);
                    self.slots[at] = slot;
                }
            }
            self.filled = self.used;
        }
    }

    pub fn remove(&mut self, key: &str) {
        let at = self.slot(key);
        if let Slot::Key(_) = self.slots[at] {
            self.slots[at] = Slot::Dummy;
            self.used -= 1;
        }
    }

    fn walk(&self) -> impl Iterator<Item = usize> + '_ {
        self.slots.iter().filter_map(|slot| match slot {
            Slot::Key(name) => Some(*name),
            _ => None,
        })
    }

    pub fn names(&self) -> impl Iterator<Item = &SmolStr> + '_ {
        self.walk().map(|name| &self.names[name])
    }
}

/// The hash of a text (`string_hash` in stringobject.c, of 64 bits).
fn hash(text: &str) -> u64 {
    let Some(first) = text.chars().next() else { return 0 };
    let mut x = (first as u64) << 7;
    let mut length = 0;
    for c in text.chars() {
        x = x.wrapping_mul(1_000_003) ^ c as u64;
        length += 1;
    }
    x ^= length;
    if x == u64::MAX { u64::MAX - 1 } else { x }
}
