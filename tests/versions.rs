//! Versions of functions are named by what they depend on: neither by less nor by more.

use slsc::emit::content::fill;
use slsc::files::Memory;
use slsc::{Compilation, Input, Options, compile};

fn build(function: &str) -> Compilation {
    let text = format!(
        "stages {{ dev: {{ memory: 256 MB }}, prod: {{ memory: 512 MB }} }}\n\
         function F {{ code: \"src\", runtime: python3.13, handler: \"app.run\"\nalias live {{}}\n{function}\n}}\n"
    );
    let files = Memory::default().with("src/app.py", "def run(e, c): ...").with("main.sls", text);
    compile(&files, &Input::File("main.sls".into()), &Options::default())
}

/// The id of the only version, which the alias must name, too.
fn version(compilation: &Compilation) -> String {
    let template = compilation.template.as_ref().expect("it has no errors");
    let versions: Vec<&str> =
        template.resources.iter().filter(|r| r.ty == "AWS::Lambda::Version").map(|r| r.id.as_str()).collect();
    assert_eq!(versions.len(), 1);
    assert!(slsc::emit::print::print(template).matches(versions[0]).count() == 2, "the alias names the version");
    versions[0].to_string()
}

#[test]
fn configuration_names_the_version() {
    let plain = version(&build(""));
    assert_eq!(plain, version(&build("")));
    for same in
        ["tags: { team: \"a\" }", "concurrency: { reserved: 3 }", "recursive_loop: allow", "async: { retries: 0 }"]
    {
        assert_eq!(plain, version(&build(same)), "{same}");
    }
    for other in [
        "memory: 256 MB",
        "env: { A1: \"x\" }",
        "description: \"d\"",
        "override { Timeout: 9 }",
        "memory: stage.memory",
    ] {
        assert_ne!(plain, version(&build(other)), "{other}");
    }
}

#[test]
fn a_stage_s_value_names_the_version() {
    let of = |memory: &str| {
        let text = format!(
            "stages {{ dev: {{ memory: {memory} }}, prod: {{ memory: 1 GB }} }}\n\
             function F {{ code: \"src\", runtime: python3.13, handler: \"app.run\", memory: stage.memory\nalias live {{}}\n}}\n"
        );
        let files = Memory::default().with("src/app.py", "def run(e, c): ...").with("main.sls", text);
        version(&compile(&files, &Input::File("main.sls".into()), &Options::default()))
    };
    assert_ne!(of("256 MB"), of("512 MB"));
}

#[test]
fn content_names_the_version() {
    let filled = |key: &str| {
        let mut built = build("");
        let before = version(&built);
        let mut template = built.template.take().expect("it has no errors");
        let keys = vec![key.to_string(); built.assets.len()];
        let renamed = fill(&mut template, &built.assets, &built.versions, &keys);
        let text = slsc::emit::print::print(&template);
        assert_eq!(renamed[0].0, before);
        assert!(text.contains(key) && !text.contains("F.zip") && !text.contains(&before), "{text}");
        built.template = Some(template);
        version(&built)
    };
    assert_eq!(filled("a.zip"), filled("a.zip"));
    assert_ne!(filled("a.zip"), filled("b.zip"));
}
