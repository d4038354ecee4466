//! The compiled grammar beside pest's own parser of the same grammar: what one notes down, the other does too.

use super::super::grammar::{Nodes, Reading};
use pest::Parser;
use pest::iterators::Pairs;
use std::path::Path;
use std::{fs, iter};

#[path = "../../../tests/mutate.rs"]
mod mutate;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/sls.pest"]
struct Peer;

type Noted = Vec<(String, usize, usize)>;

fn ours(nodes: Nodes, noted: &mut Noted) {
    for node in nodes {
        noted.push((format!("{:?}", node.as_rule()), node.start(), node.end()));
        ours(node.into_inner(), noted);
    }
}

fn theirs(pairs: Pairs<Rule>, base: usize, noted: &mut Noted) {
    for pair in pairs {
        let span = pair.as_span();
        noted.push((format!("{:?}", pair.as_rule()), base + span.start(), base + span.end()));
        theirs(pair.into_inner(), base, noted);
    }
}

fn compare(text: &str) {
    let mut reading = Reading::new(text);
    reading.opening();
    let opening = Peer::parse(Rule::opening, text).expect("an opening reads every text");
    assert_eq!(opening.as_str().len(), reading.end(), "the opening of {text}");
    let mut at = reading.end();
    while at < text.len() {
        let (mut one, mut other) = (vec![], vec![]);
        ours(reading.item(at), &mut one);
        let mut item = Peer::parse(Rule::item, &text[at..]).expect("an item reads every text");
        let item = item.next().expect("an item is a node");
        let end = at + item.as_span().end();
        theirs(item.into_inner(), at, &mut other);
        assert_eq!(one, other, "{}", &text[at..end]);
        assert_eq!(reading.end(), end, "{}", &text[at..end]);
        at = end;
    }
}

fn sources(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let of = |path: &Path| match path.extension() {
        Some(extension) if extension == "sls" => fs::read_to_string(path).into_iter().collect(),
        _ => sources(path),
    };
    entries.flat_map(|entry| of(&entry.path())).collect()
}

#[test]
fn the_compiled_grammar_reads_as_pest_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources: Vec<String> = ["tests", "examples"].iter().flat_map(|folder| sources(&root.join(folder))).collect();
    assert!(sources.len() > 400, "only {} sources", sources.len());
    let table = [include_str!("forms.txt"), include_str!("mistakes.txt")].concat();
    sources.iter().map(String::as_str).chain(table.split("=====\n")).for_each(compare);
    // an arbitrary row of bytes, the same in every run
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut byte = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 56) as u8
    };
    for _ in 0..300 {
        let bytes: Vec<u8> = iter::repeat_with(&mut byte).take(41).collect();
        compare(&mutate::mutated(&bytes).expect("there are bytes"));
    }
}
