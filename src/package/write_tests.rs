//! Cases for writing: all, or as it was before.

use super::write_outputs;
use crate::package::pack_tests::Scratch;
use std::path::Path;

fn tree(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            found.push(format!("{name}/"));
            found.extend(tree(&path).into_iter().map(|n| format!("{name}/{n}")));
        } else {
            found.push(format!("{name}={}", std::fs::read_to_string(&path).expect("its text")));
        }
    }
    found.sort();
    found
}

fn outputs(pairs: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    pairs.iter().map(|(p, b)| (p.to_string(), b.as_bytes().to_vec())).collect()
}

#[test]
fn writes_keeps_and_lists() {
    let scratch = Scratch::new("write");
    let out = scratch.0.join("new/out");
    let first = write_outputs(&out, outputs(&[("t.json", "1"), ("assets/a.zip", "aa"), ("assets/b.zip", "b")]));
    assert_eq!(first.expect("it writes").written, ["assets/a.zip", "assets/b.zip", "t.json"]);
    let second = write_outputs(&out, outputs(&[("t.json", "2"), ("assets/a.zip", "AA"), ("assets/c.zip", "c")]))
        .expect("it writes");
    assert_eq!(second.written, ["assets/c.zip", "t.json"]);
    assert_eq!(second.kept, ["assets/a.zip"]);
    assert_eq!(second.stale, ["assets/b.zip"]);
    assert_eq!(tree(&out), ["assets/", "assets/a.zip=aa", "assets/b.zip=b", "assets/c.zip=c", "t.json=2"]);
    write_outputs(&out, outputs(&[("assets/a.zip", "longer")])).expect("a cut asset is written again");
    assert!(tree(&out).contains(&"assets/a.zip=longer".to_string()));
}

#[test]
fn a_failure_leaves_all_as_it_was() {
    let scratch = Scratch::new("whole");
    scratch.file("t.json", "old");
    scratch.file("file", "plain");
    scratch.file("folder/x", "x");
    let before = tree(&scratch.0);
    for (bad, reason) in [
        ("file/under.json", "a file of that name is in the way"),
        ("folder", "it is a folder"),
        ("../out.json", "it is not below the output folder"),
    ] {
        let error = write_outputs(&scratch.0, outputs(&[("t.json", "new"), ("fresh/a", "a"), (bad, "b"), ("z", "z")]));
        let error = error.expect_err("it cannot be written").to_string();
        assert!(error.starts_with("cannot write `"), "{error}");
        assert!(error.contains(reason), "{error}");
        assert_eq!(tree(&scratch.0), before, "{bad}");
    }
    let below =
        write_outputs(&scratch.0.join("file/out"), outputs(&[("t.json", "new")])).expect_err("a file is no folder");
    assert_eq!(below.reason, "a file of that name is in the way");
    assert_eq!(tree(&scratch.0), before);
}

#[test]
fn a_rename_that_fails_is_taken_back() {
    let scratch = Scratch::new("rename");
    scratch.file("a.json", "old");
    let before = tree(&scratch.0);
    let mut batch = super::Batch::default();
    batch.prepare(scratch.0.join("a.json"), b"new").expect("prepared");
    batch.prepare(scratch.0.join("b.json"), b"new").expect("prepared");
    batch.prepare(scratch.0.join("sub/c.json"), b"new").expect("prepared");
    // somebody takes the last temporary file away
    std::fs::remove_file(&batch.files[2].fresh).expect("it is there");
    assert!(batch.commit().is_err());
    assert_eq!(tree(&scratch.0), before);
}
