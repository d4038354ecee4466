//! Cases for the handler contract, over files in memory.

use super::inspect;
use crate::code::{Architecture, Contract, Inspection, Shape};
use crate::files::Memory;

const PYTHON: Contract = Contract::Python { extension: "py" };
const NODE: Contract = Contract::NodeJs { extensions: &["js", "mjs", "cjs"], typescript: &["ts", "mts", "tsx"] };
const RUBY: Contract = Contract::Ruby { extension: "rb" };
const ARM: Contract = Contract::Bootstrap { architecture: Some(Architecture::Arm64) };

fn look(files: &Memory, code: &str, contract: &Contract, handler: &str) -> Inspection {
    inspect(files, "", code, contract, Some(handler))
}

/// Message and advice of the only problem, empty for none.
fn said(found: &Inspection) -> String {
    let parts: Vec<String> = found.problems.iter().map(|p| format!("{p} | {}", p.help().unwrap_or_default())).collect();
    parts.join("; ")
}

fn expect(files: &Memory, code: &str, contract: &Contract, handler: &str, message: &str) {
    assert_eq!(said(&look(files, code, contract, handler)), message, "{code} {handler}");
}

fn elf(machine: u8) -> Vec<u8> {
    let mut bytes = b"\x7fELF\x02\x01\x01".to_vec();
    bytes.resize(64, 0);
    bytes[18] = machine;
    bytes
}

#[test]
fn python_modules_and_names() {
    let files = Memory::default()
        .with("src/orders/app.py", "import os\ndef place(e, c): ...\ndef list_all(): ...\n")
        .with("src/orders/pkg/__init__.py", "go = 1")
        .with("src/orders/pkg/deep.py", "from x import *")
        .with("src/orders/fast.cpython-313-aarch64-linux-gnu.so", "");
    let found = look(&files, "src/orders", &PYTHON, "app.place");
    assert_eq!(said(&found), "");
    assert_eq!(found.shape, Some(Shape::Folder));
    let target = found.target.expect("it is there");
    assert_eq!((target.path.as_str(), target.offset), ("src/orders/app.py", Some(14)));
    for good in ["pkg.go", "pkg.deep.anything", "pkg/deep.anything", "fast.handler", "/opt/x.y"] {
        expect(&files, "src/orders", &PYTHON, good, "");
    }
    expect(&files, "./src/orders/", &PYTHON, "app.place", "");
    expect(
        &files,
        "src/order",
        &PYTHON,
        "app.place",
        "there is no folder or archive `src/order` | did you mean `src/orders`?",
    );
    expect(
        &files,
        "lib",
        &PYTHON,
        "app.place",
        "there is no folder or archive `lib` | the path is relative to the file that names it",
    );
    expect(
        &files,
        "src/orders/app.py",
        &PYTHON,
        "app.place",
        "`src/orders/app.py` is neither a folder nor an archive | name the folder that the file stands in, a zip or a jar",
    );
    expect(
        &files,
        "src/orders",
        &PYTHON,
        "ap.place",
        "the code has no file `ap.py` for this handler | did you mean the file `app.py`?",
    );
    expect(
        &files,
        "src/orders",
        &PYTHON,
        "pgk.deep.x",
        "the code has no file `pgk/deep.py` for this handler | did you mean the file `pkg/deep.py`?",
    );
    expect(
        &files,
        "src/orders",
        &PYTHON,
        "other.x",
        "the code has no file `other.py` for this handler | nor is there `other/__init__.py`",
    );
    expect(&files, "src/orders", &PYTHON, "app.plcae", "`app.py` does not export `plcae` | did you mean `place`?");
    expect(
        &files,
        "src/orders",
        &PYTHON,
        "app.zzz",
        "`app.py` does not export `zzz` | the file exports `os`, `place`, `list_all`",
    );
    for bad in ["app", "app.", ".app", "./app.x", "a b.c", "app.x y", ""] {
        expect(
            &files,
            "src/orders",
            &PYTHON,
            bad,
            &format!("`{bad}` is not a handler of the form `dir/module.function` | "),
        );
    }
    let none = inspect(&files, "src", "orders", &PYTHON, None);
    assert_eq!(said(&none), "this runtime needs a `handler` of the form `dir/module.function` | ");
}

#[test]
fn node_files_and_names() {
    let files = Memory::default()
        .with("a/index.js", "exports.handler = 1; exports.deep = { run() {} }")
        .with("a/src/main.mjs", "export const run = 1")
        .with("a/pkg/index.js", "module.exports = require('x')")
        .with("a/raw.ts", "export const handler = 1")
        .with("a/none.js", "function handler() {}");
    for good in ["index.handler", "index.deep.run", "src/main.run", "./src/main.run", "pkg.anything"] {
        expect(&files, "a", &NODE, good, "");
    }
    expect(
        &files,
        "a",
        &NODE,
        "raw.handler",
        "`raw.ts` is TypeScript, which must be compiled before it can run | compile it (tsc, esbuild) and point `code` at the output",
    );
    expect(&files, "a", &NODE, "none.handler", "`none.js` does not export `handler` | the file exports nothing");
    expect(
        &files,
        "a",
        &NODE,
        "src/mian.run",
        "the code has no file `src/mian.js` for this handler | did you mean the file `src/main.mjs`?",
    );
    expect(
        &files,
        "a",
        &NODE,
        "other.run",
        "the code has no file `other.js` for this handler | nor is there `other.mjs` or `other.cjs`",
    );
    expect(
        &files,
        "a",
        &NODE,
        "../index.handler",
        "`../index.handler` is not a handler of the form `dir/file.function` | ",
    );
}

#[test]
fn ruby_java_and_dotnet() {
    let files = Memory::default()
        .with("r/app.rb", "")
        .with("j/com/acme/Handler.class", "")
        .with("l/lib/app.jar", zip(&[("com/acme/Main.class", b"")]))
        .with("d/Shop.dll", "");
    for good in ["app.handler", "app.Mod::Class.process"] {
        expect(&files, "r", &RUBY, good, "");
    }
    expect(
        &files,
        "r",
        &RUBY,
        "ap.handler",
        "the code has no file `ap.rb` for this handler | did you mean the file `app.rb`?",
    );
    expect(&files, "j", &Contract::Java, "com.acme.Handler::run", "");
    expect(
        &files,
        "j",
        &Contract::Java,
        "com.acme.Handlr",
        "the code has no file `com/acme/Handlr.class` for this handler | did you mean the file `com/acme/Handler.class`?",
    );
    expect(&files, "l", &Contract::Java, "com.acme.Main", "");
    expect(
        &files,
        "l",
        &Contract::Java,
        "com.acme.Nope",
        "the code has no file `com/acme/Nope.class` for this handler | ",
    );
    expect(
        &files,
        "r",
        &Contract::Java,
        "com.acme.Main",
        "`r` holds neither classes nor `lib/*.jar` | point `code` at the built jar, or at a folder with classes or `lib/*.jar`",
    );
    expect(
        &files,
        "j",
        &Contract::Java,
        "com/acme",
        "`com/acme` is not a handler of the form `package.Class::method` | ",
    );
    expect(&files, "d", &Contract::DotNet, "Shop::Acme.Handler::Run", "");
    expect(&files, "d", &Contract::DotNet, "Shop", "");
    expect(
        &files,
        "d",
        &Contract::DotNet,
        "shop",
        "the code has no file `shop.dll` for this handler | did you mean the file `Shop.dll`?",
    );
    expect(
        &files,
        "d",
        &Contract::DotNet,
        "Shop::Run",
        "`Shop::Run` is not a handler of the form `Assembly::Namespace.Class::Method` | ",
    );
}

#[test]
fn bootstrap_and_its_architecture() {
    let files = Memory::default()
        .with("arm/bootstrap", elf(183))
        .with("x86/bootstrap", elf(62))
        .with("arm32/bootstrap", elf(40))
        .with("sh/bootstrap", "#!/bin/sh\nexec true\n")
        .with("crlf/bootstrap", "#!/bin/sh\r\n")
        .with("text/bootstrap", "hello")
        .with("deep/bin/bootstrap", elf(183))
        .with("typo/bootsrap", elf(183))
        .with("none/main.go", "");
    for good in ["arm", "sh"] {
        expect(&files, good, &ARM, "anything", "");
    }
    expect(
        &files,
        "x86",
        &ARM,
        "",
        "`bootstrap` is a program for x86_64, but the function's architecture is `arm64` | build it for the declared architecture, or write `arch: x86_64`",
    );
    expect(
        &files,
        "arm32",
        &ARM,
        "",
        "`bootstrap` is a program for 32-bit ARM, but the function's architecture is `arm64` | build it for the declared architecture",
    );
    expect(&files, "crlf", &ARM, "", "`bootstrap` cannot be started: its first line ends in a carriage return | ");
    expect(
        &files,
        "text",
        &ARM,
        "",
        "`bootstrap` cannot be started: it is neither an ELF program nor a script that begins with `#!` | ",
    );
    expect(
        &files,
        "deep",
        &ARM,
        "",
        "the code has no file `bootstrap` at its top | `bin/bootstrap` must be called `bootstrap` and stand at the top of the code",
    );
    expect(
        &files,
        "typo",
        &ARM,
        "",
        "the code has no file `bootstrap` at its top | `bootsrap` must be called `bootstrap` and stand at the top of the code",
    );
    expect(
        &files,
        "none",
        &ARM,
        "",
        "the code has no file `bootstrap` at its top | a custom runtime starts the executable file `bootstrap` at the top of the code",
    );
}

/// A stored zip, made by hand so that the reader is not tested against itself; modes are 0644.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let at = out.len() as u32;
        let size = (bytes.len() as u32).to_le_bytes();
        let length = (name.len() as u16).to_le_bytes();
        out.extend_from_slice(b"PK\x03\x04");
        out.extend_from_slice(&[0; 14]);
        out.extend_from_slice(&[size, size].concat());
        out.extend_from_slice(&[length, [0, 0]].concat());
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(bytes);
        directory.extend_from_slice(b"PK\x01\x02\x14\x03");
        directory.extend_from_slice(&[0; 14]);
        directory.extend_from_slice(&[size, size].concat());
        directory.extend_from_slice(&[length, [0; 2], [0; 2], [0; 2], [0; 2]].concat());
        directory.extend_from_slice(&(0o100_644u32 << 16).to_le_bytes());
        directory.extend_from_slice(&at.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let (start, size, count) = (out.len() as u32, directory.len() as u32, entries.len() as u16);
    out.extend_from_slice(&directory);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&[count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend_from_slice(&[size.to_le_bytes(), start.to_le_bytes()].concat());
    out.extend_from_slice(&[0, 0]);
    out
}

#[test]
fn archives() {
    let whole = zip(&[("app.py", b"def place(): ..."), ("pkg/x.py", b""), ("bootstrap", b"#!/bin/sh\n")]);
    let files = Memory::default()
        .with("a.zip", whole.clone())
        .with("empty.zip", zip(&[]))
        .with("broken.zip", "PK what")
        .with("cut.zip", whole[whole.len() - 40..].to_vec());
    let found = look(&files, "a.zip", &PYTHON, "app.place");
    assert_eq!((said(&found).as_str(), found.shape), ("", Some(Shape::Archive)));
    expect(&files, "a.zip", &PYTHON, "app.plase", "`app.py` does not export `plase` | did you mean `place`?");
    expect(
        &files,
        "a.zip",
        &PYTHON,
        "pkg.other.z",
        "the code has no file `pkg/other.py` for this handler | nor is there `pkg/other/__init__.py`",
    );
    expect(&files, "a.zip", &ARM, "", "`bootstrap` cannot be started: the archive does not mark it as executable | ");
    expect(&files, "empty.zip", &PYTHON, "a.b", "`empty.zip` holds no files | ");
    expect(&files, "broken.zip", &PYTHON, "a.b", "`broken.zip` cannot be read: it is not a zip archive | ");
    expect(&files, "cut.zip", &PYTHON, "a.b", "`cut.zip` cannot be read: its directory breaks off | ");
    expect(&files, "b.zip", &PYTHON, "a.b", "there is no folder or archive `b.zip` | did you mean `a.zip`?");
    for cut in 0..whole.len() {
        let files = Memory::default().with("a.zip", whole[..cut].to_vec());
        look(&files, "a.zip", &PYTHON, "app.place");
        let mut changed = whole.clone();
        changed[cut] ^= 0xFF;
        look(&Memory::default().with("a.zip", changed), "a.zip", &PYTHON, "app.place");
    }
}
