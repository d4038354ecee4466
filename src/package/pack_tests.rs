//! Cases for packing, over files in memory and on the disk.

use crate::files::Memory;
use crate::package::{Assets, Bucket, Disk, Making, Manifest, PackError, Stack, collect, pack};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A fresh folder that goes away with the test.
pub(in crate::package) struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("slsc-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Scratch(path)
    }

    pub fn file(&self, path: &str, bytes: &str) -> PathBuf {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).expect("its folder");
        std::fs::write(&path, bytes).expect("a file");
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn texts(patterns: &[&str]) -> Vec<String> {
    patterns.iter().map(|p| p.to_string()).collect()
}

fn packed_paths(files: &Memory, patterns: &[&str]) -> (Vec<String>, Vec<String>) {
    let listing = collect(files, "src", &texts(patterns)).expect("it packs");
    (listing.paths().map(str::to_string).collect(), listing.unmatched)
}

#[test]
fn a_zip_holds_the_files_with_modes_and_the_first_of_times() {
    let files = Memory::default()
        .with("src/z.py", "z")
        .with("src/a/run.sh", "#!/bin/sh\n")
        .with("src/bootstrap", "x")
        .with("src/tool", "\x7fELF rest");
    let packed = pack(&files, "src", &[]).expect("it packs");
    assert_eq!(packed.name, format!("{}.zip", &packed.sha256[..32]));
    assert_eq!(packed.unzipped, 1 + 10 + 1 + 9);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(packed.bytes)).expect("a zip");
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("an entry");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("its text");
        let time = file.last_modified().expect("a time");
        assert_eq!((time.year(), time.month(), time.day(), time.hour()), (1980, 1, 1, 0));
        found.push((file.name().expect("a name").to_string(), file.unix_mode().unwrap_or(0) & 0o777, text.len()));
    }
    let expected = [("a/run.sh", 0o755, 10), ("bootstrap", 0o755, 1), ("tool", 0o755, 9), ("z.py", 0o644, 1)];
    assert_eq!(found, expected.map(|(n, m, l)| (n.to_string(), m, l)));
}

#[test]
fn the_name_is_that_of_the_content_listing() {
    let files = Memory::default().with("src/a.py", "x = 1\n");
    // computed apart: sha256 over the lengths, the path, the mode and the bytes
    let listing = collect(&files, "src", &[]).expect("it packs");
    assert_eq!(listing.sha256, "ea43f9b9ce20f0ce4c1fb817945cf5ea96bd6651eb8ff1c705ab560cd0da09b6");
    let moved = Memory::default().with("other/deep/a.py", "x = 1\n");
    assert_eq!(collect(&moved, "other/deep", &[]).expect("it packs").sha256, listing.sha256);
    let split = Memory::default().with("src/a.p", "yx = 1\n");
    assert_ne!(collect(&split, "src", &[]).expect("it packs").sha256, listing.sha256);
}

#[test]
fn the_same_bytes_from_another_folder_and_time() {
    let one = Scratch::new("same-one");
    let two = Scratch::new("same-two");
    for scratch in [&one, &two] {
        scratch.file("deep/b.py", "b");
        scratch.file("a.py", "a");
    }
    let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let file = std::fs::File::options().write(true).open(two.0.join("a.py")).expect("the file");
    file.set_modified(old).expect("its time");
    let first = pack(&Disk::new(&one.0), "", &[]).expect("it packs");
    assert_eq!(pack(&Disk::new(&one.0), "", &[]).expect("it packs"), first);
    assert_eq!(pack(&Disk::new(&two.0), "", &[]).expect("it packs"), first);
    let parent = two.0.parent().expect("a parent");
    let name = two.0.file_name().and_then(|n| n.to_str()).expect("a name");
    assert_eq!(pack(&Disk::new(parent), name, &[]).expect("it packs"), first);
}

#[test]
fn patterns() {
    let files = [
        "a.py",
        "a.pyc",
        "__pycache__/x.py",
        "deep/.git/config",
        "node_modules/m/i.js",
        "node_modules/.cache/c",
        ".env",
        ".env.prod",
        "app.sls",
        "t/a.txt",
        "t/deep/b.txt",
        "venv",
        "deep/t/c.txt",
    ];
    let files = files.iter().fold(Memory::default(), |m, f| m.with(&format!("src/{f}"), *f));
    let all = ["a.py", "deep/t/c.txt", "node_modules/m/i.js", "t/a.txt", "t/deep/b.txt", "venv"];
    let without =
        |gone: &[&str]| -> Vec<String> { texts(&all).into_iter().filter(|f| !gone.contains(&f.as_str())).collect() };
    let cases: [(&[&str], Vec<String>, &[&str]); 11] = [
        (&[], without(&[]), &[]),
        (&["*.txt"], without(&["t/a.txt", "t/deep/b.txt", "deep/t/c.txt"]), &[]),
        (&["/t"], without(&["t/a.txt", "t/deep/b.txt"]), &[]),
        (&["./t/"], without(&["t/a.txt", "t/deep/b.txt"]), &[]),
        (&["t/*"], without(&["t/a.txt", "t/deep/b.txt"]), &[]),
        (&["t/*.txt"], without(&["t/a.txt"]), &[]),
        (&["**/t/**"], without(&["t/a.txt", "t/deep/b.txt", "deep/t/c.txt"]), &[]),
        (&["t/", "!t/deep/b.txt"], without(&["t/a.txt", "deep/t/c.txt"]), &[]),
        (&["node_modules"], without(&["node_modules/m/i.js"]), &[]),
        (&["a.py/", "nothing", "*.pyc", "**/__pycache__/**"], without(&[]), &["a.py/", "nothing"]),
        (&["*.txt", "!*.txt"], without(&[]), &[]),
    ];
    for (patterns, expected, unmatched) in cases {
        assert_eq!(packed_paths(&files, patterns), (expected, texts(unmatched)), "{patterns:?}");
    }
    let (paths, _) = packed_paths(&files, &["!.env", "!app.sls"]);
    assert!(paths.contains(&".env".to_string()) && paths.contains(&"app.sls".to_string()));
}

#[test]
fn what_cannot_be_packed() {
    let deep = format!("deep/{}x", "d/".repeat(65));
    let files = Memory::default()
        .with("src/a.py", "")
        .with("big/a.bin", vec![0; 200_000_000])
        .with("big/b.bin", vec![0; 62_144_001])
        .with(&deep, "");
    let said = |path: &str, patterns: &[&str]| match collect(&files, path, &texts(patterns)) {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    };
    assert_eq!(said("none", &[]), "there is no folder or archive `none`");
    assert_eq!(said("src", &["*.py"]), "`src` holds no files to pack");
    assert!(said("src", &["a[b"]).starts_with("`a[b` is not a pattern: "));
    assert_eq!(
        said("big", &[]),
        "`big` is larger than the 250 MB that a function may have unzipped: `a.bin` (190.7 MB), `b.bin` (59.3 MB)"
    );
    assert_eq!(said("deep", &[]), "`deep` is nested deeper than 64 folders");
}

#[test]
fn each_content_once() {
    let files =
        Memory::default().with("one/a.py", "x").with("two/a.py", "x").with("three/a.py", "y").with("j.jar", "PK");
    let mut assets = Assets::default();
    let mut keys = BTreeMap::new();
    for (user, path) in [("B", "one"), ("A", "two"), ("C", "three"), ("D", "one"), ("D", "one"), ("E", "j.jar")] {
        let used = assets.add(&files, path, &[], &format!("./{path}"), user).expect("it packs");
        keys.insert(user, used.key);
    }
    assert!(keys["A"] == keys["B"] && keys["A"] != keys["C"]);
    let (assets, outputs) = assets.finish();
    assert_eq!((assets.len(), outputs.len()), (3, 3));
    let shared = assets.iter().find(|a| a.users.len() > 1).expect("the shared one");
    assert_eq!((shared.users.join(" ").as_str(), shared.from.as_str()), ("A B D", "./one"));
    assert!(outputs.iter().any(|(path, bytes)| *path == format!("assets/{}", keys["E"]) && bytes == b"PK"));

    assert!(keys["E"].ends_with(".jar"));

    let stack = Stack {
        name: "Shop".into(),
        stage: None,
        template: "Shop.template.json".into(),
        map: "Shop.map.json".into(),
        bucket: Some(Bucket::Parameter("ArtifactBucket".into())),
    };
    let manifest = Manifest::new(vec![stack], vec![shared.clone()]);
    let json: serde_json::Value = serde_json::from_slice(&manifest.to_json().expect("json")).expect("json");
    assert_eq!(json["stacks"][0]["bucket"], serde_json::json!({ "parameter": "ArtifactBucket" }));
    assert_eq!(json["stacks"][0]["template"], "Shop.template.json");
    assert_eq!((&json["assets"][0]["kind"], json["stacks"][0].get("stage")), (&"file".into(), None));
    assert_eq!(json["assets"][0]["for"], serde_json::json!(["A", "B", "D"]));
    assert_eq!(json["assets"][0]["key"], serde_json::json!(shared.key));
}

#[test]
fn an_error_does_not_leave_an_asset() {
    let files = Memory::default().with("one/a.pyc", "x");
    let mut assets = Assets::default();
    let error = assets.add(&files, "one", &[], "one", "A").expect_err("nothing is left to pack");
    assert_eq!(error, PackError::Empty { path: "one".into() });
    assert!(assets.finish().0.is_empty());
}

#[test]
fn names_alone_are_those_of_the_zips() {
    let files = Memory::default().with("one/a.py", "x");
    let key = |making| Assets::new(making).add(&files, "one", &[], "one", "A").expect("it packs").key;
    assert_eq!(key(Making::Names), key(Making::Zips));
    let mut names = Assets::new(Making::Names);
    names.add(&files, "one", &[], "one", "A").expect("it hashes");
    assert!(names.finish().1.is_empty());
}

#[test]
fn nothing_is_taken_out_of_an_archive() {
    let files = Memory::default().with("a.zip", "PK");
    let used = Assets::default().add(&files, "a.zip", &texts(&["*.md"]), "a.zip", "A").expect("it packs");
    assert_eq!(used.unmatched, ["*.md"]);
}
