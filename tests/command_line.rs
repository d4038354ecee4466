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
    let commands = [
        "build",
        "check",
        "completions",
        "diff",
        "expand",
        "explain",
        "fix",
        "fmt",
        "import",
        "lsp",
        "man",
        "mcp",
        "new",
        "reference",
        "rules",
        "trace",
        "why",
    ];
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
    assert_eq!(ran.err, "error: cannot read `main.sls`: it is a link that leads in a circle\n");
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

const SHOP: &str = r#"/// Keeps jobs.
stack Shop

stages { dev: { keep: 3 days }, prod: { keep: 9 days } }
param owner: string = "me"

@allow(queue-without-dead-letter, "a test") queue Jobs { retain: stage.keep, tags: { owner: owner } }

function Work {
  code:    "src/jobs"
  handler: "app.run"
  runtime: python3.13
  exclude: ["tests/"]
  on queue Jobs
}
"#;

/// A stack with stages, a parameter and code, in `shop/`.
fn shop(name: &str) -> PathBuf {
    let folder = folder(name);
    fs::create_dir_all(folder.join("shop/src/jobs/tests")).unwrap();
    fs::write(folder.join("shop/main.sls"), SHOP).unwrap();
    fs::write(folder.join("shop/src/jobs/app.py"), "def run(event, context):\n    pass\n").unwrap();
    fs::write(folder.join("shop/src/jobs/tests/test_app.py"), "").unwrap();
    folder
}

/// Every file below a folder, with its bytes.
fn tree(folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|e| e.unwrap()) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            found.extend(tree(&entry.path()).into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else {
            found.push((name, fs::read(entry.path()).unwrap()));
        }
    }
    found.sort();
    found
}

fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).unwrap()
}

fn file(files: &[(String, Vec<u8>)], name: &str) -> serde_json::Value {
    json(&files.iter().find(|(path, _)| path == name).unwrap_or_else(|| panic!("no {name}")).1)
}

#[test]
fn a_build_writes_template_map_manifest_and_code() {
    let folder = shop("build");
    let ran = slsc(&folder, &["build", "shop"], b"");
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(
        ran.err.starts_with("out/Shop.template.json: ") && ran.err.contains("\nout/assets: 1 file, "),
        "{}",
        ran.err
    );
    let files = tree(&folder.join("out"));
    let manifest = file(&files, "manifest.json");
    let asset = &manifest["assets"][0];
    let key = asset["key"].as_str().unwrap();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    // `aws s3 sync out/assets s3://$BUCKET` gives the key that the template names
    assert_eq!(names, ["Shop.map.json", "Shop.template.json", &format!("assets/{key}"), "manifest.json"]);
    let template = file(&files, "Shop.template.json");
    let code = &template["Resources"]["Work"]["Properties"]["Code"];
    assert_eq!(code, &serde_json::json!({ "S3Bucket": { "Ref": "ArtifactBucket" }, "S3Key": key }));
    assert_eq!((&asset["from"], &asset["for"]), (&"src/jobs".into(), &serde_json::json!(["Work"])));
    assert_eq!(manifest["stacks"][0]["bucket"], serde_json::json!({ "parameter": "ArtifactBucket" }));
    let map = file(&files, "Shop.map.json");
    assert_eq!(
        (&map["files"], map["resources"]["Work"]["at"][1].as_u64()),
        (&serde_json::json!(["main.sls"]), Some(9))
    );
}

#[test]
fn the_same_bytes_twice_and_from_anywhere() {
    let folder = shop("same");
    let inner = folder.join("shop");
    let whole = inner.canonicalize().unwrap();
    let calls: [(&PathBuf, &[&str], PathBuf); 5] = [
        (&folder, &["build", "shop", "-o", "1"], folder.join("1")),
        (&folder, &["build", "./shop/", "-o", "2"], folder.join("2")),
        (&inner, &["build", "-o", "../3"], folder.join("3")),
        (&inner, &["build", "../shop", "-o", "../4"], folder.join("4")),
        (&folder, &["build", whole.to_str().unwrap(), "-o", "5"], folder.join("5")),
    ];
    let built: Vec<_> = calls
        .iter()
        .map(|(folder, args, out)| {
            let ran = slsc(folder, args, b"");
            assert_eq!(ran.status, 0, "{args:?}: {}", ran.err);
            tree(out)
        })
        .collect();
    for (other, (_, args, _)) in built.iter().zip(&calls) {
        assert!(*other == built[0], "{args:?}");
    }
    let again = slsc(&folder, &["build", "shop", "-o", "1"], b"");
    assert!(again.status == 0 && again.err.contains(", unchanged\n"), "{}", again.err);
    assert!(tree(&folder.join("1")) == built[0]);
}

#[test]
fn a_stack_without_a_name_is_called_after_its_folder_from_anywhere() {
    let folder = folder("nameless");
    fs::create_dir_all(folder.join("my-shop")).unwrap();
    fs::write(folder.join("my-shop/main.sls"), "queue Jobs {}\n").unwrap();
    let inner = folder.join("my-shop");
    assert_eq!(slsc(&folder, &["build", "my-shop"], b"").status, 0);
    assert_eq!(slsc(&inner, &["build", ".", "-o", "../there"], b"").status, 0);
    assert!(folder.join("out/MyShop.template.json").exists());
    assert!(tree(&folder.join("out")) == tree(&folder.join("there")));
}

#[test]
fn one_template_a_stage() {
    let folder = shop("stages");
    let ran = slsc(&folder, &["build", "shop", "--all-stages"], b"");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let files = tree(&folder.join("out"));
    let keep = |stage: &str| {
        file(&files, &format!("Shop-{stage}.template.json"))["Resources"]["Jobs"]["Properties"]["MessageRetentionPeriod"].clone()
    };
    assert_eq!((keep("dev"), keep("prod")), (259_200.into(), 777_600.into()));
    let manifest = file(&files, "manifest.json");
    assert_eq!((&manifest["stacks"][1]["stage"], manifest["assets"].as_array().unwrap().len()), (&"prod".into(), 1));
    assert_eq!(files.iter().filter(|(name, _)| name.ends_with(".zip")).count(), 1);

    let one = slsc(&folder, &["build", "shop", "--stage", "prod", "--stdout"], b"");
    assert_eq!(one.out.as_bytes(), files.iter().find(|(n, _)| n == "Shop-prod.template.json").unwrap().1);
    let none = slsc(&folder, &["build", "shop", "--stdout"], b"");
    let template = json(none.out.as_bytes());
    assert_eq!(template["Parameters"]["Stage"]["AllowedValues"], serde_json::json!(["dev", "prod"]));
    let wrong = slsc(&folder, &["build", "shop", "--stage", "test"], b"");
    assert!(wrong.status == 1 && wrong.err.contains("error[unknown-stage]"), "{}", wrong.err);
}

#[test]
fn stages_are_asked_for_where_there_are_some() {
    let folder = folder("no-stages");
    fs::write(folder.join("main.sls"), "queue Jobs {}\n").unwrap();
    for flag in [&["--all-stages"][..], &["--stage", "prod"]] {
        let ran = slsc(&folder, &[&["build"], flag].concat(), b"");
        let expected = format!("error: `{}` finds no stages: the source has no `stages` block\n", flag[0]);
        assert_eq!((ran.status, ran.err), (2, expected));
    }
    assert!(!folder.join("out").exists());
}

#[test]
fn standard_input_settings_and_standard_output() {
    let folder = folder("stdin");
    let text = b"param keep: duration\nparam label: string\nqueue Jobs { retain: keep, tags: { label: label } }\n";
    fs::write(folder.join("p.json"), r#"{ "keep": "2 days", "label": "file" }"#).unwrap();
    let ran = slsc(&folder, &["build", "-", "--stdout", "--params", "p.json", "--set", "label=flag"], text);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let template = json(ran.out.as_bytes());
    assert_eq!(template.get("Parameters"), None);
    let jobs = &template["Resources"]["Jobs"]["Properties"];
    assert_eq!(jobs["MessageRetentionPeriod"], 172_800);
    assert_eq!(jobs["Tags"], serde_json::json!([{ "Key": "label", "Value": "flag" }]));
    fs::write(folder.join("aws.json"), r#"[{ "ParameterKey": "Keep", "ParameterValue": "3600" }]"#).unwrap();
    let ran = slsc(&folder, &["build", "-", "--stdout", "--params", "aws.json"], text);
    let template = json(ran.out.as_bytes());
    assert_eq!(template["Resources"]["Jobs"]["Properties"]["MessageRetentionPeriod"], 3_600);
    assert_eq!(template["Parameters"]["Label"]["Type"], "String");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
}

#[test]
fn without_assets_no_code_is_read() {
    let folder = shop("no-assets");
    let ran = slsc(&folder, &["build", "shop", "--no-assets"], b"");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let files = tree(&folder.join("out"));
    assert_eq!(file(&files, "manifest.json")["assets"], serde_json::json!([]));
    assert!(!folder.join("out/assets").exists());
    let printed = slsc(&folder, &["build", "shop", "--stdout"], b"");
    let key = |template: &serde_json::Value| template["Resources"]["Work"]["Properties"]["Code"]["S3Key"].clone();
    assert_ne!(key(&json(printed.out.as_bytes())), key(&file(&files, "Shop.template.json")));
}

#[test]
fn what_is_wrong_with_code_is_said_where_it_is_named() {
    let folder = shop("code");
    let source = |exclude: &str| fs::write(folder.join("shop/main.sls"), SHOP.replace("tests/", exclude)).unwrap();
    source("test");
    let ran = slsc(&folder, &["build", "shop"], b"");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        ran.err.contains("warning[unused-pattern]: nothing in `shop/src/jobs` matches the pattern `test`"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("shop/main.sls:13:13"), "{}", ran.err);
    fs::remove_dir_all(folder.join("out")).unwrap();
    for (exclude, message) in [("*", "`shop/src/jobs` holds no files to pack"), ("a[b", "`a[b` is not a pattern: ")] {
        source(exclude);
        let ran = slsc(&folder, &["build", "shop"], b"");
        assert_eq!(ran.status, 1, "{}", ran.err);
        assert!(ran.err.contains(&format!("error[unpackable-code]: {message}")), "{}", ran.err);
        assert!(!folder.join("out").exists());
    }
}

#[cfg(unix)]
#[test]
fn links_in_code_that_never_end_are_told() {
    let folder = shop("code-loop");
    std::os::unix::fs::symlink(".", folder.join("shop/src/jobs/again")).unwrap();
    let ran = slsc(&folder, &["build", "shop"], b"");
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(
        ran.err.contains("`shop/src/jobs/again` cannot be read: it is a link to a folder that it stands in"),
        "{}",
        ran.err
    );
    assert!(!folder.join("out").exists());
}

#[test]
fn nothing_half_is_written() {
    let folder = shop("half");
    // the template's place is taken by a folder: neither code nor manifest may be written
    fs::create_dir_all(folder.join("out/Shop.template.json")).unwrap();
    let ran = slsc(&folder, &["build", "shop"], b"");
    assert_eq!((ran.status, ran.err.as_str()), (2, "error: cannot write `out/Shop.template.json`: it is a folder\n"));
    assert_eq!(tree(&folder.join("out")), []);
    assert_eq!(fs::read_dir(folder.join("out")).unwrap().count(), 1);
    fs::write(folder.join("file"), "mine").unwrap();
    let ran = slsc(&folder, &["build", "shop", "-o", "file"], b"");
    assert_eq!((ran.status, ran.err.as_str()), (2, "error: cannot write `file`: a file of that name is in the way\n"));
    assert_eq!(fs::read_to_string(folder.join("file")).unwrap(), "mine");
}

#[test]
fn a_source_with_errors_writes_nothing() {
    let folder = shop("errors");
    assert_eq!(slsc(&folder, &["build", "shop"], b"").status, 0);
    let before = tree(&folder.join("out"));
    fs::write(folder.join("shop/main.sls"), SHOP.replace("9 days", "90 days")).unwrap();
    let ran = slsc(&folder, &["build", "shop"], b"");
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    // said once, of the one stage that has it
    assert_eq!(ran.err.matches("error[out-of-range]").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("in the stage `prod`"), "{}", ran.err);
    assert!(tree(&folder.join("out")) == before);
    let other = slsc(&folder, &["build", "shop", "--stage", "dev"], b"");
    assert_eq!(other.status, 0, "{}", other.err);
}

#[test]
fn check_wants_every_stage_and_build_also_the_form_without() {
    let folder = folder("every-stage");
    let text = "stages { a: { n: [\"x\"] }, b: { n: [\"x\", \"y\"] } }\nfor n in stage.n { queue Q[n] {} }\n";
    fs::write(folder.join("main.sls"), text).unwrap();
    let check = slsc(&folder, &["check"], b"");
    assert_eq!((check.status, check.out.as_str()), (0, ""));
    let build = slsc(&folder, &["build"], b"");
    assert!(build.status == 1 && build.err.contains("--stage NAME"), "{}", build.err);
    assert_eq!(slsc(&folder, &["build", "--stage", "b"], b"").status, 0);
    assert_eq!(slsc(&folder, &["build", "--all-stages"], b"").status, 0);
}

#[test]
fn check_tells_tools_code_place_and_fix() {
    let folder = folder("formats");
    fs::write(folder.join("main.sls"), "param unused: string\nqueue Jobs {\n  visibilty: 30 s\n}\n").unwrap();
    let ran = slsc(&folder, &["check", "--format", "json"], b"");
    let found = json(ran.out.as_bytes());
    let first = &found["diagnostics"][0];
    assert_eq!((ran.status, &first["code"], &first["file"]), (1, &"unknown-property".into(), &"main.sls".into()));
    assert!(!first["fixes"].as_array().unwrap().is_empty(), "{first}");
    let ran = slsc(&folder, &["check", "--format", "sarif"], b"");
    assert_eq!(json(ran.out.as_bytes())["runs"][0]["results"][0]["ruleId"], "unknown-property");
    let ran = slsc(&folder, &["check", "--format", "github"], b"");
    assert!(ran.out.starts_with("::error file=main.sls,line=3,col=3,"), "{}", ran.out);
    let ran = slsc(&folder, &["check"], b"");
    assert!(ran.out.starts_with("error[unknown-property]: a `queue` has no property `visibilty`\n"), "{}", ran.out);
    assert!(ran.out.ends_with("\n1 error\n") && ran.err.is_empty(), "{}", ran.out);
}

#[test]
fn warnings_do_not_fail() {
    let folder = folder("warnings");
    fs::write(folder.join("main.sls"), "param unused: string\nqueue Jobs {}\n").unwrap();
    let ran = slsc(&folder, &["check"], b"");
    assert!(ran.status == 0 && ran.out.ends_with("\n1 warning\n"), "{}", ran.out);
    assert_eq!(slsc(&folder, &["build"], b"").status, 0);
}

#[test]
fn expand_shows_declarations() {
    let folder = shop("expand");
    let ran = slsc(&folder, &["expand", "shop"], b"");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    for part in
        ["queue Jobs  main.sls:7\n", "function Work  main.sls:9\n", "AWS::Lambda::EventSourceMapping", "AWS's default"]
    {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let one = slsc(&folder, &["expand", "shop", "Jobs", "--stage", "prod"], b"");
    assert!(one.out.contains("stage.keep = 9 days") && !one.out.contains("function Work"), "{}", one.out);
    let none = slsc(&folder, &["expand", "shop", "Job"], b"");
    assert_eq!(
        (none.status, none.err.as_str()),
        (2, "error: there is no declaration `Job`\nhelp: did you mean `Jobs`?\n")
    );
}

#[test]
fn a_new_project_builds() {
    let folder = folder("new-builds");
    assert_eq!(slsc(&folder, &["new", "my-shop"], b"").status, 0);
    let inner = folder.join("my-shop");
    let check = slsc(&inner, &["check"], b"");
    assert_eq!((check.status, check.out.as_str()), (0, ""));
    let ran = slsc(&inner, &["build"], b"");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let files = tree(&inner.join("out"));
    let template = file(&files, "MyShop.template.json");
    let function = &template["Resources"]["Hello"]["Properties"];
    assert_eq!((&function["Handler"], &function["Runtime"]), (&"app.handle".into(), &"python3.13".into()));
    let key = function["Code"]["S3Key"].as_str().unwrap();
    assert!(files.iter().any(|(name, _)| *name == format!("assets/{key}")), "{key}");
    assert_eq!(template["Outputs"]["Url"]["Value"], serde_json::json!({ "Fn::GetAtt": ["HelloUrl", "FunctionUrl"] }));
}

#[test]
fn the_reference_is_written_to_a_folder() {
    let folder = folder("reference-write");
    assert_eq!(slsc(&folder, &["reference", "--write", "ref"], b"").status, 0);
    for (name, text) in slsc::reference::files::files() {
        assert_eq!(fs::read_to_string(folder.join("ref").join(name)).unwrap(), text);
    }
    let both = slsc(&folder, &["reference", "retain"], b"");
    assert!(both.out.contains("@retain (decorator)") && both.out.contains("retain (property)"), "{}", both.out);
    let decorator = slsc(&folder, &["reference", "@retain"], b"");
    assert!(
        decorator.out.starts_with("@retain (decorator)") && !decorator.out.contains("(property)"),
        "{}",
        decorator.out
    );
}

/// A repository with one revision of a stack, and another stack in the working tree.
fn repository(name: &str) -> PathBuf {
    let folder = folder(name);
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        let ran = Command::new("git").args(identity).args(args).current_dir(&folder).output().expect("git runs");
        assert!(ran.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    };
    git(&["init", "-q"]);
    fs::create_dir_all(folder.join("shop/src")).unwrap();
    fs::write(folder.join("shop/src/app.py"), "def run(event, context):\n    return 1\n").unwrap();
    let work = "function Work {\n  code: \"src\"\n  handler: \"app.run\"\n  runtime: python3.13\n}\n";
    fs::write(folder.join("shop/main.sls"), format!("@delete\ntable Orders {{ key: {{ id: string }} }}\n{work}"))
        .unwrap();
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "one"]);
    fs::write(folder.join("shop/src/app.py"), "def run(event, context):\n    return 2\n").unwrap();
    fs::write(folder.join("shop/main.sls"), work).unwrap();
    folder
}

#[test]
fn diff_reads_revisions_with_their_code() {
    let folder = repository("diff-git");
    let ran = slsc(&folder, &["diff", "--git", "HEAD", "shop"], b"");
    assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{}", ran.out);
    for text in ["Orders  AWS::DynamoDB::Table  removed", "what is in it is lost", "Code.S3Key", "shop/main.sls:2"] {
        assert!(ran.out.contains(text), "{text}: {}", ran.out);
    }
    let accepted = slsc(&folder, &["diff", "--git", "HEAD", "shop", "--accept", "Orders"], b"");
    assert_eq!(accepted.status, 0, "{}", accepted.out);
    // seen from within, and against itself
    let same = slsc(&folder.join("shop"), &["diff", "--git", "HEAD..HEAD"], b"");
    assert_eq!(same.status, 0, "{}", same.err);
    assert!(same.out.ends_with("nothing differs\n"), "{}", same.out);
}

#[test]
fn diff_says_what_is_wrong_with_the_call() {
    let folder = repository("diff-calls");
    let wrong = |args: &[&str]| {
        let ran = slsc(&folder, args, b"");
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{args:?}");
        ran.err
    };
    assert!(wrong(&["diff", "--git", "nowhere"]).contains("git knows no revision `nowhere` here"));
    assert!(wrong(&["diff", "--git", "-p", "shop"]).contains("error:"));
    assert!(wrong(&["diff", "shop"]).contains("wants two things to compare"));
    assert!(wrong(&["diff", "-", "-"]).contains("only one side"));
    assert!(wrong(&["diff", "gone.json", "shop"]).contains("cannot read `gone.json`"));
    assert!(wrong(&["diff", "--git", "HEAD", "gone"]).contains("cannot read `gone`: no such file"));
    fs::write(folder.join("a.yaml"), "Resources: {}\n").unwrap();
    let deployed = b"\"Resources:\\n  Jobs: { Type: AWS::SQS::Queue }\\n\"";
    let piped = slsc(&folder, &["diff", "-", "a.yaml"], deployed);
    assert_eq!(piped.status, 1, "{}", piped.err);
    assert!(piped.out.contains("Jobs  AWS::SQS::Queue  removed"), "{}", piped.out);
    fs::write(folder.join("bad.sls"), "queue {").unwrap();
    let bad = slsc(&folder, &["diff", "a.yaml", "bad.sls"], b"");
    assert!(bad.status == 1 && bad.out.is_empty() && !bad.err.is_empty(), "{}", bad.err);
}

#[test]
fn a_part_of_a_template_comes_in_through_a_pipe() {
    let folder = folder("part");
    let part = b"    Jobs:\n      Type: AWS::SQS::Queue\n      Properties:\n        DelaySeconds: 5\n        KmsMasterKeyId: !Ref KeyId\n";
    let ran = slsc(&folder, &["import", "-", "--raw"], part);
    let source = "resource Jobs: AWS::SQS::Queue {\n  DelaySeconds:   5\n  KmsMasterKeyId: key_id\n}\n";
    assert_eq!((ran.status, ran.out.as_str()), (0, source), "{}", ran.err);
    assert_eq!(ran.err, "`KeyId` is not in this stack: declare `key_id`\n");
    let ran = slsc(&folder, &["import", "-"], b"\"Jobs\": { \"Type\": \"AWS::SNS::Topic\" },\n");
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "topic Jobs\n", ""));
}

#[test]
fn import_lists_what_a_deployment_changes() {
    let folder = folder("import");
    let template = "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    \
                    Properties: { InlineCode: \"def run(e, c): pass\", Handler: index.run, Runtime: python3.13 }\n";
    fs::write(folder.join("template.yaml"), template).unwrap();
    let lifted = slsc(&folder, &["import", "template.yaml"], b"");
    assert_eq!(lifted.status, 0, "{}", lifted.err);
    assert!(lifted.out.contains("function Hello {"), "{}", lifted.out);
    assert!(lifted.err.starts_with("changes: 2 of 2 resources stand in one declaration"), "{}", lifted.err);
    let raw = slsc(&folder, &["import", "template.yaml", "--raw"], b"");
    assert!(raw.status == 0 && raw.err.starts_with("identical") && !raw.out.contains("function"), "{}", raw.out);
    let json = slsc(&folder, &["import", "template.yaml", "-o", "a.sls", "--format", "json"], b"");
    let said: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((said["verdict"].as_str(), said["in_constructs"].as_u64()), (Some("changes"), Some(2)));
    let kept = slsc(&folder, &["import", "template.yaml", "--keep", "Hello"], b"");
    assert!(kept.status == 0 && kept.out.contains("resource Hello: AWS::Lambda::Function"), "{}", kept.out);
    let beside = template.replace("InlineCode: \"def run(e, c): pass\"", "CodeUri: src/");
    let beside = slsc(&folder, &["import", "-"], beside.as_bytes());
    assert!(beside.status == 0 && beside.err.starts_with("changes"), "{}", beside.err);
    assert!(beside.out.contains("code: \"src\""), "{}", beside.out);
    let odd = slsc(&folder, &["import", "template.yaml", "--keep", "Helo"], b"");
    assert!(odd.status == 1 && odd.err.contains("did you mean `Hello`?"), "{}", odd.err);
    assert_eq!(slsc(&folder, &["import", "template.yaml", "--format", "json"], b"").status, 2);
}

/// A template that CloudFormation would refuse comes in, and what is wrong with it is said at its place.
#[test]
fn what_is_wrong_with_a_template_is_said_and_it_comes_in() {
    let folder = folder("refused");
    let template = "Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySecond: 5\n      QueueName: !Ref Stag\n";
    fs::write(folder.join("template.yaml"), template).unwrap();
    let ran = slsc(&folder, &["import", "--raw", "template.yaml"], b"");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("resource Jobs: AWS::SQS::Queue"), "{}", ran.out);
    let places = ["template.yaml:5:7", "has no property `DelaySecond`", "template.yaml:6:23", "`Stag` is neither"];
    for said in places.into_iter().chain(["identical"]) {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    fs::write(folder.join("main.sls"), ran.out).unwrap();
    assert_eq!(slsc(&folder, &["check", "main.sls"], b"").status, 1);
}
