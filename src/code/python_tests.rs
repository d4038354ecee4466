//! Cases for the Python scanner.

use super::scan;
use crate::code::Coverage;

fn names(text: &str) -> Vec<String> {
    scan(text.as_bytes()).names.into_iter().map(|d| d.name).collect()
}

#[test]
fn finds_what_a_module_defines() {
    let cases: [(&str, &[&str]); 22] = [
        ("def a(x):\n    y = 1\n    def b(): pass\nasync def c(): ...\n", &["a", "c"]),
        ("class A:\n    x = 1\n    def m(self): pass\nz = 1", &["A", "z"]),
        ("a = b = 1", &["a", "b"]),
        ("a, (b, *c) = f(q)", &["a", "b", "c"]),
        ("a.b = 1\nc[d] = 2\nc[d, e][f] = 3", &[]),
        ("handler: Callable[[int], str] = make(x=1)", &["handler"]),
        ("handler: int", &[]),
        ("if a == 1:\n  b = 1\nelse:\n  def c(): pass\n", &["b", "c"]),
        ("try:\n\timport a.b as c\nexcept ImportError as e:\n\tc = None", &["c", "e", "c"]),
        ("with open(x) as f: g = f.read(); h = 1", &["f", "g", "h"]),
        ("for i, j in x:\n    k = 1", &["i", "j", "k"]),
        ("from x import (a as b,\n   c, # d\n  e)\nimport os.path, sys", &["b", "c", "e", "os", "sys"]),
        ("x = '''\ndef no(): pass\n'''\ny = \"a # b\" # z = 1", &["x", "y"]),
        ("s = f\"{d[\"k\"]}\"\nt = rb'\\''\nu = 1", &["s", "t", "u"]),
        ("x = 1 + \\\n  2\ny = 3", &["x", "y"]),
        ("def a(\n  x,\n): pass\nb = 1", &["a", "b"]),
        ("@wrap(\n x = 1)\ndef a(): pass", &["a"]),
        ("x += 1\ny == 2\nz <= 3\nf(k=1)", &[]),
        ("if (n := 3) > 2: pass", &["n"]),
        ("\u{feff}def a(): pass\r\nb = 1\r\n", &["a", "b"]),
        ("def f():\n  if x:\n    a = 1\n  b = 1\nc = lambda d: d", &["c", "f"]),
        ("été = 1", &["été"]),
    ];
    for (text, expected) in cases {
        let mut found = names(text);
        let mut expected: Vec<String> = expected.iter().map(|s| s.to_string()).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn says_when_there_may_be_more() {
    for open in ["from x import *", "globals()['a'] = 1", "exec('a = 1')", "x = '''", "f(1,", "def __getattr__(n): 0"] {
        assert_eq!(scan(open.as_bytes()).coverage, Coverage::Open, "{open}");
    }
    for complete in ["from x import a", "# from x import *", "'from x import *'", "a = b * c", "def f():\n  globals()"]
    {
        assert_eq!(scan(complete.as_bytes()).coverage, Coverage::Complete, "{complete}");
    }
}

#[test]
fn tells_where_a_name_stands() {
    assert_eq!(scan(b"import os\ndef handler(e, c): ...").find("handler").map(|d| d.offset), Some(14));
}

#[test]
fn survives_any_bytes() {
    let seeds =
        ["def a(x): '''", "with as:\nfor in:\nimport as\nfrom import *,", "a[(:=\\", "class\ndef\nasync", ":\n :\n  :"];
    for seed in seeds {
        for cut in 0..=seed.len() {
            for byte in 0..=255u8 {
                let mut bytes = seed.as_bytes()[..cut].to_vec();
                bytes.push(byte);
                bytes.extend_from_slice(&seed.as_bytes()[cut..]);
                scan(&bytes);
            }
        }
    }
}

#[test]
fn stays_linear() {
    for seed in ["a=", "if a:\n ", "a[", "import a,", "(a,", "''' ", "a;", "for a in b: "] {
        let text = seed.repeat(100_000);
        let began = std::time::Instant::now();
        scan(text.as_bytes());
        assert!(began.elapsed().as_secs() < 20, "{seed}");
    }
}
