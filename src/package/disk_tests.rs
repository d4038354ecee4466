//! Cases for the disk: links that go round, and things that are no files.

use super::Disk;
use crate::files::{Files, Kind};
use crate::package::pack;
use crate::package::pack_tests::Scratch;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

fn link(scratch: &Scratch, target: &str, name: &str) {
    let name = scratch.0.join(name);
    std::fs::create_dir_all(name.parent().expect("a parent")).expect("its folder");
    symlink(target, name).expect("a link");
}

fn said(disk: &Disk, path: &str) -> String {
    pack(disk, path, &[]).err().map(|e| e.to_string()).unwrap_or_default()
}

#[test]
fn links_are_followed() {
    let scratch = Scratch::new("links");
    scratch.file("common/x.py", "x");
    scratch.file("code/a.py", "a");
    link(&scratch, "../common", "code/shared");
    link(&scratch, "../common/x.py", "code/y.py");
    let disk = Disk::new(&scratch.0);
    assert_eq!(
        disk.list("code"),
        Ok(vec![("a.py".into(), Kind::File), ("shared".into(), Kind::Folder), ("y.py".into(), Kind::File)])
    );
    assert_eq!(disk.read("code/shared/x.py"), Ok(b"x".to_vec()));
    assert_eq!(said(&disk, "code"), "");
    // the same from inside: where a build begins makes no difference
    assert_eq!(said(&Disk::new(scratch.0.join("code")), ""), "");
}

#[test]
fn links_that_never_end() {
    let scratch = Scratch::new("loops");
    for folder in ["up", "self", "two", "gone", "mutual/a", "mutual/b"] {
        scratch.file(&format!("{folder}/a.py"), "a");
    }
    link(&scratch, ".", "up/again");
    link(&scratch, "me", "self/me");
    link(&scratch, "x", "two/y");
    link(&scratch, "y", "two/x");
    link(&scratch, "nowhere", "gone/l");
    link(&scratch, "../b", "mutual/a/x");
    link(&scratch, "../a", "mutual/b/y");
    let disk = Disk::new(&scratch.0);
    assert_eq!(
        said(&disk, "up"),
        "`up/again` cannot be read: it is a link to a folder that it stands in, which never ends"
    );
    assert_eq!(said(&disk, "self"), "`self/me` cannot be read: it is a link that leads in a circle");
    assert_eq!(said(&disk, "two"), "`two/x` cannot be read: it is a link that leads in a circle");
    assert_eq!(said(&disk, "gone"), "`gone/l` cannot be read: it is a link to nothing");
    assert_eq!(
        said(&disk, "mutual"),
        "`mutual/a/x/y` cannot be read: it is a link to a folder that it stands in, which never ends"
    );
    assert!(pack(&disk, "self", &["me".to_string()]).is_ok(), "an excluded link does no harm");
    let inner = Disk::new(scratch.0.join("gone"));
    assert_eq!(
        said(&inner, "../up"),
        "`../up/again` cannot be read: it is a link to a folder that it stands in, which never ends"
    );
}

#[test]
fn what_is_no_file() {
    let scratch = Scratch::new("special");
    scratch.file("odd/a.py", "a");
    let socket = scratch.0.join("socket/s");
    scratch.file("socket/a.py", "a");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    let name = std::ffi::OsStr::from_bytes(b"b\xff.py");
    let disk = Disk::new(&scratch.0);
    assert_eq!(said(&disk, "socket"), "`socket/s` cannot be read: it is neither a file nor a folder");
    std::fs::write(scratch.0.join("odd").join(name), "b").expect("a file");
    assert_eq!(said(&disk, "odd"), "`odd` cannot be read: it holds a name that is not UTF-8, `b\u{fffd}.py`");
    assert_eq!(disk.read("odd"), Err("it is a folder".into()));
    assert_eq!(disk.read("none"), Err("no such file".into()));
    assert_eq!(disk.read("odd/a.py/x"), Err("it is not a folder".into()));
    assert_eq!(
        (disk.kind("odd"), disk.kind("odd/a.py"), disk.kind("none")),
        (Some(Kind::Folder), Some(Kind::File), None)
    );
}
