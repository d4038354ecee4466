//! The same source gives the same bytes, and the order of declarations gives the same resources.

use crate::cases::{self, Repository, build, options};
use slsc::emit::print::{print, print_node};
use slsc::emit::{Node, Template};
use slsc::files::{Files, Memory};
use slsc::source::FileId;
use slsc::{Input, compile, syntax};
use std::collections::BTreeMap;

#[test]
fn the_same_bytes_twice() {
    for case in cases::all().into_iter().filter(|c| c.contains("/good/")) {
        let text = |c: slsc::Compilation| c.template.as_ref().map(print);
        assert_eq!(text(build(&case)), text(build(&case)), "{case}");
    }
}

/// Each resource by its id: its type, its properties and what else stands beside them.
fn resources(template: &Template) -> BTreeMap<String, String> {
    let one = |r: &slsc::emit::Resource| {
        let mut waits: Vec<&str> = r.depends_on.iter().map(|(id, _)| id.as_str()).collect();
        waits.sort_unstable();
        let properties = print_node(&Node::from(r.properties.clone()));
        format!("{} {:?} {waits:?} {properties}", r.ty, r.condition)
    };
    template.resources.iter().map(|r| (r.id.to_string(), one(r))).collect()
}

#[test]
fn the_order_of_declarations_does_not_count() {
    for case in cases::all().into_iter().filter(|c| c.contains("/good/") && c.ends_with(".sls")) {
        let text = String::from_utf8_lossy(&Repository.read(&case).unwrap_or_default()).into_owned();
        let mut report = slsc::diagnostic::Report::default();
        let file = syntax::parse(FileId(0), &text, &mut report);
        let mut members: Vec<&str> = file.members.iter().filter_map(|m| text.get(m.span.range())).collect();
        members.reverse();
        let folder = slsc::files::parent(&case).to_string();
        let shuffled = Shuffled { path: case.clone(), text: members.join("\n") };
        let other = compile(&shuffled, &Input::File(case.clone()), &options(&text));
        let (Some(a), Some(b)) = (build(&case).template, other.template) else {
            panic!("{case} in {folder} does not compile backwards");
        };
        let (a, b) = (resources(&a), resources(&b));
        assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>(), "{case}");
        for (id, one) in &a {
            assert_eq!(one, &b[id], "`{id}` of {case}");
        }
    }
}

#[test]
fn what_stands_before_does_not_count() {
    for case in cases::all().into_iter().filter(|c| c.contains("/good/") && c.ends_with(".sls")) {
        let text = String::from_utf8_lossy(&Repository.read(&case).unwrap_or_default()).into_owned();
        let moved = Shuffled { path: case.clone(), text: format!("// one more line\n{text}") };
        let other = compile(&moved, &Input::File(case.clone()), &options(&text));
        assert_eq!(build(&case).template.as_ref().map(print), other.template.as_ref().map(print), "{case}");
    }
}

/// The repository with one file's text replaced.
struct Shuffled {
    path: String,
    text: String,
}

impl Files for Shuffled {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == self.path { Ok(self.text.clone().into_bytes()) } else { Repository.read(path) }
    }

    fn list(&self, folder: &str) -> Result<Vec<(String, slsc::files::Kind)>, String> {
        Repository.list(folder)
    }

    fn kind(&self, path: &str) -> Option<slsc::files::Kind> {
        Repository.kind(path)
    }
}

/// Files in memory are files, too.
#[test]
fn a_working_directory_does_not_count() {
    let source = "queue Jobs { dead_letter: Failed }\nqueue Failed {}\n";
    let built = |path: &str| {
        let files = Memory::default().with(path, source);
        compile(&files, &Input::File(path.into()), &Default::default()).template.as_ref().map(print)
    };
    assert_eq!(built("main.sls"), built("some/where/else/main.sls"));
}
