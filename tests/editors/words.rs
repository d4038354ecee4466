//! The lists of words in editors' files are the compiler's: a new construct or function cannot be forgotten there.
//!
//! A list stands in the line after one with `words: NAME`, or in a regular expression after `(?#NAME)`.

use super::{files, is_current, root};
use slsc::quantity::Unit;
use slsc::reference::{Group, pages};
use std::path::PathBuf;

/// Statements that have a rule of their own in the grammars; all other forms have the shape of a declaration.
const STATEMENTS: [&str; 15] = [
    "on",
    "can",
    "if",
    "for",
    "let",
    "output",
    "condition",
    "param",
    "fn",
    "type",
    "module",
    "use",
    "transform",
    "assert",
    "export",
];

fn words(list: &str) -> Vec<String> {
    let of = |group: Group| pages().into_iter().filter(move |page| page.group == group).map(|page| page.word);
    let plain = |word: &String| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let mut words: Vec<String> = match list {
        "kinds" => of(Group::Construct).collect(),
        "blocks" => of(Group::Block).filter_map(|word| word.split('.').next_back().map(str::to_string)).collect(),
        "forms" => of(Group::Form).filter(|word| !STATEMENTS.contains(&word.as_str()) && word != "existing").collect(),
        "triggers" => of(Group::Trigger).map(|word| word.trim_start_matches("on ").to_string()).collect(),
        "verbs" => of(Group::Verb).filter_map(|word| word.split('.').next_back().map(str::to_string)).collect(),
        "functions" => of(Group::Function).collect(),
        "types" => of(Group::Type).filter(|word| word != "record").collect(),
        // `day` is the one that is no unit of its own
        "units" => Unit::ALL.iter().map(|u| u.word().to_string()).chain(["day".into()]).collect(),
        _ => panic!("there is no list `{list}`"),
    };
    words.retain(plain);
    words.sort();
    words.dedup();
    assert!(words.len() > 2, "`{list}` has {} words", words.len());
    words
}

/// The words as a regular expression takes them: the longer of two that begin alike comes first.
fn alternatives(list: &str) -> String {
    let mut words = words(list);
    words.reverse();
    words.join("|")
}

/// A line with the list between its first and its last quote, as the language of the file writes lists.
fn line(line: &str, list: &str, end: &str) -> String {
    let quoted = |separator: &str| words(list).iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(separator);
    let quote = if matches!(end, "scm" | "el" | "js") { '"' } else { '\'' };
    let (Some(first), Some(last)) = (line.find(quote), line.rfind(quote)) else { panic!("no list in `{line}`") };
    let (before, after) = (&line[..first], &line[last + 1..]);
    match end {
        "scm" | "el" => format!("{before}{}{after}", quoted(" ")),
        "js" => format!("{before}{}{after}", quoted(", ")),
        _ => format!("{before}'{}'{after}", alternatives(list)),
    }
}

/// A text with its lists as they should be, and how many there are.
fn filled(text: &str, end: &str) -> (String, usize) {
    let (mut out, mut count, mut next) = (String::new(), 0, None);
    for whole in text.split_inclusive('\n') {
        let bare = whole.trim_end_matches('\n');
        match next.take() {
            Some(list) => {
                out += &line(bare, list, end);
                out.push('\n');
            }
            None => out += whole,
        }
        next = bare.split_once(" words: ").map(|(_, list)| list.trim()).filter(|_| bare.trim_start().len() < 30);
        count += usize::from(next.is_some());
    }
    let mut pieces = out.split("(?#");
    let mut done = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        let (list, rest) = piece.split_once(")(?:").expect("a list of words is `(?#name)(?:…)`");
        let (_, after) = rest.split_once(')').expect("a list of words ends");
        done += &format!("(?#{list})(?:{}){after}", alternatives(list));
        count += 1;
    }
    (done, count)
}

#[test]
fn lists_of_words_are_the_compilers() {
    let mut paths: Vec<PathBuf> = vec![root().join("grammar/sls.tmLanguage.json")];
    paths.push(root().join("grammar/tree-sitter-sls/grammar.js"));
    files(&root().join("grammar/tree-sitter-sls/queries"), &["scm"], &mut paths);
    let folders = ["emacs", "sublime"].map(|name| root().join("editors").join(name));
    folders.iter().filter(|f| f.exists()).for_each(|f| files(f, &["el", "sublime-syntax"], &mut paths));
    let mut lists = 0;
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("editors' files are text");
        let end = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let (should, count) = filled(&text, end);
        is_current(&path.strip_prefix(root()).unwrap_or(&path).display().to_string(), &should);
        lists += count;
    }
    assert!(lists >= 9, "{lists} lists");
}
