//! A file that is edited gives the tree and the messages that it gives when it is read from its beginning.

use super::{read, shop};
use crate::diagnostic::{Diagnostic, Report};
use crate::source::FileId;
use crate::syntax::ast::File;
use crate::syntax::{parse, reparse};

/// A small generator of numbers that look like chance: an edit is the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

const PIECES: &[&str] = &[
    "",
    "",
    "x",
    " ",
    "\n",
    "}",
    "{",
    ",",
    ":",
    "\"",
    "// c\n",
    "/// d\n",
    "@id(\"A\")\n",
    "else {",
    "a: 1",
    "queue Q {}\n",
    "can read X",
    "\n\n",
    "/*",
    "*/",
    "é",
    "if a { ",
    "(",
    "[",
];

fn edited(text: &str, chance: &mut Chance) -> String {
    let place = |chance: &mut Chance| {
        let at = chance.below(text.len() + 1);
        (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
    };
    let from = place(chance);
    let to = if chance.below(3) == 0 { from + chance.below(30) } else { from };
    let to = (to.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    format!("{}{}{}", &text[..from], PIECES[chance.below(PIECES.len())], &text[to..])
}

fn whole(read: impl FnOnce(&mut Report) -> File) -> (File, Vec<Diagnostic>) {
    let mut report = Report::default();
    let file = read(&mut report);
    (file, report.into_sorted())
}

/// Edits a text again and again, each tree made of the one before; an edit that went wrong is often taken back.
fn edit(text: &str, edits: usize, chance: &mut Chance) {
    let (mut old, mut before) = (read(text).0, text.to_string());
    for _ in 0..edits {
        let base = if chance.below(3) == 0 { text } else { before.as_str() };
        let after = edited(base, chance);
        let (tree, messages) = whole(|report| reparse(&old, &before, &after, report));
        let (wanted, said) = whole(|report| parse(FileId(0), &after, report));
        assert_eq!(format!("{messages:?}"), format!("{said:?}"), "{before}\n=====\n{after}");
        assert_eq!(tree, wanted, "{before}\n=====\n{after}");
        (old, before) = (tree, after);
    }
}

#[test]
fn an_edit_gives_what_a_whole_reading_gives() {
    let mut chance = Chance(1);
    let table = [include_str!("forms.txt"), include_str!("mistakes.txt")].concat();
    let cases: Vec<&str> = table.split("=====\n").filter_map(|c| c.split_once("-----\n")).map(|(s, _)| s).collect();
    for case in &cases {
        edit(case, 6, &mut chance);
    }
    edit(&cases.concat(), 40, &mut chance);
    edit(shop::SHOP, 200, &mut chance);
}
