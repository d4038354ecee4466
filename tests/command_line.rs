//! The binary as a user calls it: what it prints where, and the exit status.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn slsc(folder: &PathBuf, args: &[&str], stdin: &[u8]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_slsc"));
    command.args(args).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // a command that does not read its input may be gone before it is written
    let _ = child.stdin.take().unwrap().write_all(stdin);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn explain_lists_all_codes_and_explains_one() {
    let folder = folder("explain");
    let all = slsc(&folder, &["explain"], b"");
    assert_eq!((all.status, all.err.as_str()), (0, ""));
    assert_eq!(all.out.lines().count(), slsc::diagnostic::codes::ALL.len());
    assert!(all.out.lines().any(|l| l.starts_with("not-utf8 ") && l.ends_with("bytes that are not UTF-8 text.")));
    for name in ["not-utf8", "error[not-utf8]"] {
        let one = slsc(&folder, &["explain", name], b"");
        assert_eq!(one.status, 0);
        assert!(one.out.starts_with("not-utf8\n\nA source file holds bytes"), "{}", one.out);
    }
}

#[test]
fn explain_offers_the_nearest_code() {
    let ran = slsc(&folder("explain-near"), &["explain", "not-utf"], b"");
    let expected = "error: there is no code `not-utf`\nhelp: did you mean `not-utf8`?\n";
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (2, "", expected));
}

#[test]
fn reference_lists_and_shows_words() {
    let folder = folder("reference");
    let all = slsc(&folder, &["reference"], b"");
    assert!(all.status == 0 && all.out.contains("\n  MB "), "{}", all.out);
    let one = slsc(&folder, &["reference", "MB"], b"");
    assert!(one.status == 0 && one.out.starts_with("MB (unit)\n\n"), "{}", one.out);
    let none = slsc(&folder, &["reference", "zzzzzzzzzz"], b"");
    assert_eq!((none.status, none.out.as_str()), (2, ""));
}

#[test]
fn new_makes_a_project_once() {
    let folder = folder("new");
    let ran = slsc(&folder, &["new", "my-shop"], b"");
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    let read = |path: &str| fs::read_to_string(folder.join("my-shop").join(path)).unwrap();
    assert!(read("main.sls").contains("stack MyShop\n"));
    let readme = read("README.md");
    assert!(readme.starts_with("# MyShop\n") && readme.contains("--capabilities CAPABILITY_NAMED_IAM "), "{readme}");
    assert!(!readme.contains("{{"), "{readme}");
    assert!(read("src/hello/app.py").contains("def handle(event, context):"));
    assert!(read(".gitignore").contains("/out/\n"));
    assert_eq!(fs::read_dir(folder.join("my-shop")).unwrap().count(), 4);

    fs::write(folder.join("my-shop/main.sls"), "mine").unwrap();
    let again = slsc(&folder, &["new", "my-shop"], b"");
    assert_eq!(again.status, 2);
    assert!(again.err.starts_with("error: `my-shop` is not empty\n"), "{}", again.err);
    assert_eq!(read("main.sls"), "mine");
}

#[test]
fn new_says_where_it_cannot() {
    let folder = folder("new-file");
    fs::write(folder.join("taken"), "").unwrap();
    let ran = slsc(&folder, &["new", "taken"], b"");
    assert_eq!((ran.status, ran.err.as_str()), (2, "error: cannot make `taken`: it is not a folder\n"));
}

#[test]
fn completions_for_each_shell() {
    let folder = folder("completions");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = slsc(&folder, &["completions", shell], b"");
        assert!(ran.status == 0 && ran.out.contains("all-stages"), "{shell}");
    }
    assert_eq!(slsc(&folder, &["completions", "tcsh"], b"").status, 2);
}

#[test]
fn man_prints_its_page_or_writes_all() {
    let folder = folder("man");
    let ran = slsc(&folder, &["man"], b"");
    assert!(ran.status == 0 && ran.out.contains(".TH slsc 1"), "{}", ran.out);
    assert_eq!(slsc(&folder, &["man", "pages"], b"").status, 0);
    let mut names: Vec<String> =
        fs::read_dir(folder.join("pages")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let commands = ["build", "check", "completions", "expand", "explain", "man", "new", "reference"];
    let expected: Vec<String> = commands.iter().map(|c| format!("slsc-{c}.1")).chain(["slsc.1".to_string()]).collect();
    assert_eq!(names, expected);
    let build = fs::read_to_string(folder.join("pages/slsc-build.1")).unwrap();
    assert!(build.contains("slsc\\-build") && build.contains("all\\-stages"), "{build}");
}

#[test]
fn wrong_calls_are_told_and_end_with_2() {
    let folder = folder("calls");
    for args in [
        &["biuld"][..],
        &["build", "--nothing"],
        &["build", "--set", "keep"],
        &["build", "--stage", "dev", "--all-stages"],
        &["build", "--stdout", "-o", "x"],
        &["check", "--format", "xml"],
        &["expand"],
        &["new"],
        &[],
    ] {
        let ran = slsc(&folder, args, b"");
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(!ran.err.is_empty(), "{args:?}");
    }
}

#[test]
fn help_and_version_are_no_mistake() {
    let folder = folder("help");
    for args in [&["--help"][..], &["build", "--help"], &["help", "check"], &["--version"]] {
        let ran = slsc(&folder, args, b"");
        assert!(ran.status == 0 && ran.out.contains("slsc") && ran.err.is_empty(), "{args:?}");
    }
}

#[test]
fn without_a_stack_there_is_nothing_to_do() {
    let folder = folder("nothing");
    for command in ["build", "check"] {
        let ran = slsc(&folder, &[command], b"");
        assert_eq!(ran.status, 2);
        assert!(ran.err.starts_with("error: there is no `.sls` file in the current directory\nhelp: "), "{}", ran.err);
        let ran = slsc(&folder, &[command, "gone.sls"], b"");
        assert_eq!((ran.status, ran.err.as_str()), (2, "error: cannot read `gone.sls`: no such file\n"));
        let ran = slsc(&folder, &[command, "."], b"");
        assert!(ran.status == 2 && ran.err.starts_with("error: there is no `.sls` file in `.`"), "{}", ran.err);
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn a_wrong_parameter_file_is_told() {
    let folder = folder("params");
    fs::write(folder.join("main.sls"), "stack S\n").unwrap();
    fs::write(folder.join("p.json"), "{").unwrap();
    for (file, why) in [("p.json", "it is not JSON: EOF"), ("none.json", "no such file"), (".", "it is a folder")] {
        let ran = slsc(&folder, &["build", "--params", file], b"");
        assert_eq!(ran.status, 2);
        let expected = format!("error: cannot read parameters from `{file}`: {why}");
        assert!(ran.err.starts_with(&expected), "{}", ran.err);
    }
}

#[test]
fn text_that_is_not_utf8_is_an_error_of_the_source() {
    let folder = folder("utf8");
    fs::write(folder.join("main.sls"), b"stack S\nqueue \xFF {}\n").unwrap();
    let ran = slsc(&folder, &["build"], b"");
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("error[not-utf8]") && ran.err.contains("main.sls:2:7"), "{}", ran.err);
    assert!(ran.err.ends_with("\n1 error\n"), "{}", ran.err);
    assert!(!folder.join("out").exists());

    let ran = slsc(&folder, &["check", "--format", "json"], b"");
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.status, &json["errors"], &json["diagnostics"][0]["file"]), (1, &1.into(), &"main.sls".into()));
    let ran = slsc(&folder, &["check", "--format", "github", "-"], b"\xFF");
    assert!(ran.status == 1 && ran.out.starts_with("::error file=<stdin>,line=1,col=1,"), "{}", ran.out);
    let ran = slsc(&folder, &["check", "main.sls", ".", "--format", "sarif"], b"");
    let sarif: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    // both arguments are the same file: its mistake is there once
    assert_eq!((ran.status, sarif["runs"][0]["results"].as_array().unwrap().len()), (1, 1));
}

#[test]
fn a_huge_file_is_refused() {
    let folder = folder("huge");
    fs::File::create(folder.join("main.sls")).unwrap().set_len(50 << 20).unwrap();
    let ran = slsc(&folder, &["check"], b"");
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("error[file-too-large]"), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_is_told() {
    let folder = folder("loop");
    std::os::unix::fs::symlink("main.sls", folder.join("main.sls")).unwrap();
    let ran = slsc(&folder, &["check", "main.sls"], b"");
    assert_eq!(ran.status, 2);
    assert!(ran.err.starts_with("error: cannot read `main.sls`: too many levels of symbolic links"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = folder("pipe");
    for args in ["explain", "completions bash", "man", "--help", "reference"] {
        let script = format!("{{ {} {args}; echo $? >&2; }} | true", env!("CARGO_BIN_EXE_slsc"));
        let output = Command::new("sh").args(["-c", &script]).current_dir(&folder).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "0\n", "{args}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let script = format!("{} explain > /dev/full", env!("CARGO_BIN_EXE_slsc"));
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        (output.status.code(), err.as_str()),
        (Some(2), "error: cannot write to standard output: the disk is full\n")
    );
}
