//! Reads `types.bin` in place. It is made of blobs, each of which begins with a tag and names others by where they stand in
//! the file, so that what is alike stands once, and a look-up touches only what it needs.
//!
//! | tag | blob |
//! |---|---|
//! | 0, 1, 2 | null, false, true |
//! | 3 | a whole number: zigzag varint |
//! | 4, 5 | a decimal number as text, a text: length, UTF-8 |
//! | 6 | a list: count, then places, each as the zigzag distance from the one before |
//! | 7 | a map: count, then place of key and of value; sorted by key |
//! | 8 | a schema: count, then keyword and its value, which is a place or a number |
//!
//! The head holds, as little-endian numbers of four bytes after the four of the magic: the version of the form, the count of
//! types, where their records begin, the list of regions, what the file says of itself, where the table of schemas that
//! hold themselves begins, and its length. A record of a type is the places of its name, schema, details and rules, four
//! bytes that are free, and eight of availability: bit *n* stands for region *n*. `tools/refresh-types` writes the file.

use std::cmp::Ordering;

pub(super) static DATA: &[u8] = include_bytes!("types.bin");

const COUNT: usize = 8;
const RECORDS: usize = 12;
const REGIONS: usize = 16;
const ABOUT: usize = 20;
const CYCLES: usize = 24;
const RECORD: usize = 28;
/// The tag of a text.
const TEXT: u8 = 5;

/// Where a blob stands in the file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Place(pub(super) u32);

/// A value as the file holds it: of an enumeration, a constant, a list.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Literal {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(&'static str),
    List(List),
    Map(Map),
}

/// Reads varints one after the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cursor(usize);

impl Cursor {
    pub(super) fn number(&mut self) -> u64 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = DATA.get(self.0).copied().unwrap_or(0);
            self.0 += 1;
            value |= u64::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 || shift > 63 {
                return value;
            }
        }
    }

    fn signed(&mut self) -> i64 {
        let value = self.number();
        (value >> 1) as i64 ^ -((value & 1) as i64)
    }

    fn place(&mut self) -> Place {
        Place(self.number() as u32)
    }

    fn bytes(mut self) -> &'static [u8] {
        let length = self.number() as usize;
        DATA.get(self.0..self.0 + length).unwrap_or_default()
    }

    fn text(self) -> &'static str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

impl Place {
    pub(super) fn tag(self) -> u8 {
        DATA.get(self.0 as usize).copied().unwrap_or(0)
    }

    pub(super) fn cursor(self) -> Cursor {
        Cursor(self.0 as usize + 1)
    }

    pub fn text(self) -> &'static str {
        self.cursor().text()
    }

    /// The order of a text and another: bytes are compared as they are, without a look at whether they are UTF-8.
    fn order(self, other: &str) -> Ordering {
        let (mine, other) = (self.cursor().bytes(), other.as_bytes());
        match mine.first().cmp(&other.first()) {
            Ordering::Equal => mine.cmp(other),
            order => order,
        }
    }

    pub fn list(self) -> List {
        let mut cursor = self.cursor();
        List { left: cursor.number() as usize, before: 0, cursor }
    }

    pub fn map(self) -> Map {
        let mut cursor = self.cursor();
        Map { left: cursor.number() as usize, cursor }
    }

    pub fn literal(self) -> Literal {
        match self.tag() {
            1 => Literal::Bool(false),
            2 => Literal::Bool(true),
            3 => Literal::Int(self.cursor().signed()),
            4 => Literal::Float(self.text().parse().unwrap_or_default()),
            TEXT => Literal::Text(self.text()),
            6 => Literal::List(self.list()),
            7 => Literal::Map(self.map()),
            _ => Literal::Null,
        }
    }
}

/// The places of a list's items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct List {
    left: usize,
    before: i64,
    cursor: Cursor,
}

impl Iterator for List {
    type Item = Place;

    fn next(&mut self) -> Option<Place> {
        self.left = self.left.checked_sub(1)?;
        self.before += self.cursor.signed();
        Some(Place(self.before as u32))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for List {}

impl List {
    pub fn texts(self) -> impl Iterator<Item = &'static str> + Clone {
        self.map(Place::text)
    }

    pub fn literals(self) -> impl Iterator<Item = Literal> + Clone {
        self.map(Place::literal)
    }

    /// Whether one of the items is that text.
    pub fn has_text(mut self, text: &str) -> bool {
        self.any(|place| place.tag() == TEXT && place.order(text) == Ordering::Equal)
    }
}

/// The keys of a map and the places of its values, sorted by key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Map {
    left: usize,
    cursor: Cursor,
}

impl Iterator for Map {
    type Item = (&'static str, Place);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let key = self.cursor.place().text();
        Some((key, self.cursor.place()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Map {}

impl Map {
    pub fn get(mut self, key: &str) -> Option<Place> {
        while self.left > 0 {
            let (name, value) = (self.cursor.place(), self.cursor.place());
            match name.order(key) {
                Ordering::Less => self.left -= 1,
                Ordering::Equal => return Some(value),
                Ordering::Greater => return None,
            }
        }
        None
    }

    pub fn literals(self) -> impl Iterator<Item = (&'static str, Literal)> + Clone {
        self.map(|(key, place)| (key, place.literal()))
    }
}

fn word(at: usize) -> u32 {
    let bytes = DATA.get(at..at + 4).and_then(|b| b.try_into().ok()).unwrap_or_default();
    u32::from_le_bytes(bytes)
}

/// One type's record.
#[derive(Clone, Copy)]
pub(super) struct Record {
    pub name: &'static str,
    pub schema: Place,
    pub details: Place,
    pub rules: Place,
    pub regions: u64,
}

pub(super) fn count() -> usize {
    word(COUNT) as usize
}

fn record_at(index: usize) -> usize {
    word(RECORDS) as usize + index * RECORD
}

pub(super) fn record(index: usize) -> Record {
    let at = record_at(index);
    let regions = u64::from(word(at + 20)) | u64::from(word(at + 24)) << 32;
    let place = |offset| Place(word(at + offset));
    Record { name: place(0).text(), schema: place(4), details: place(8), rules: place(12), regions }
}

/// The place of a type among all, by its name.
pub(super) fn index(wanted: &str) -> Option<usize> {
    let (mut low, mut high) = (0, count());
    while low < high {
        let middle = (low + high) / 2;
        match Place(word(record_at(middle))).order(wanted) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return Some(middle),
        }
    }
    None
}

pub(super) fn regions() -> List {
    Place(word(REGIONS)).list()
}

pub(super) fn about() -> Map {
    Place(word(ABOUT)).map()
}

/// A schema that holds itself, by its number.
pub(super) fn cycle(number: u64) -> Place {
    Place(word(word(CYCLES) as usize + number as usize * 4))
}
