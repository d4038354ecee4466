//! Cases for the JavaScript scanner.

use super::scan;
use crate::code::Coverage;

fn check(text: &str, expected: &[&str], coverage: Coverage) {
    let exports = scan(text.as_bytes());
    let mut names: Vec<&str> = exports.names.iter().map(|d| d.name.as_str()).collect();
    let mut expected = expected.to_vec();
    names.sort_unstable();
    names.dedup();
    expected.sort_unstable();
    assert_eq!((names, exports.coverage), (expected, coverage), "{text}");
}

#[test]
fn finds_what_is_exported() {
    let cases: [(&str, &[&str]); 30] = [
        ("exports.handler = async (e) => {}", &["handler"]),
        ("module.exports.handler = 1; module.exports['b'] = 2", &["handler", "b"]),
        ("exports.a = exports.b = void 0;", &["a", "b"]),
        (
            "module.exports = { a, b: 1, c() { x = {d: 1} }, async e() {}, get f() {}, 'g': 1, async: 2 }",
            &["a", "b", "c", "e", "f", "g", "async"],
        ),
        ("module.exports = exports = { a }", &["a"]),
        ("module.exports = exports; exports.a = 1", &["a"]),
        ("if (exports.a == 1) y = exports.b", &[]),
        ("// exports.a = 1\n/* exports.b = 1 */ '\\' exports.c = 1'; exports.d = 1", &["d"]),
        ("`exports.a = ${ {b: `x${1}`} } exports.c = 1`; exports.d = 1", &["d"]),
        ("x = /[/'\"]exports.a = 1/g; exports.b = 1", &["b"]),
        ("a = b / c; exports.d = e / f", &["d"]),
        ("i++ / 2; exports.d = e / f", &["d"]),
        ("if (x) /'/.test(y); exports.b = 1", &["b"]),
        ("return /`/\nexports.b = 1", &["b"]),
        ("#!/usr/bin/env node'\nexports.b = 1", &["b"]),
        (
            "export function a() {}\nexport async function b() {}\nexport function* c() {}\nexport class D {}",
            &["a", "b", "c", "D"],
        ),
        ("export const a = async () => { const z = 1; }, b = 2; let c", &["a", "b"]),
        ("export const a = f({ x: 1 }, [2])\nexport let b", &["a", "b"]),
        ("export const { a, b } = x; export var [c, d] = y", &["a", "b", "c", "d"]),
        ("export { a, b as c, d as default, e as 'f' }", &["a", "c", "default", "f"]),
        ("export { a } from './x.mjs'; exports.no = 1", &["a"]),
        ("export default async function handler() {}", &["default"]),
        ("export * as ns from 'x'", &["ns"]),
        ("import { a } from 'x'; x.export\nfoo({ export: 1 })", &[]),
        (
            "\"use strict\";\nObject.defineProperty(exports, \"__esModule\", { value: true });\nexports.handler = void 0;\nconst handler = async () => {};\nexports.handler = handler;\n",
            &["handler"],
        ),
        ("Object.defineProperty(exports, \"a\", { enumerable: true, get: function () { return x.a; } });", &["a"]),
        (
            "var __export = (target, all) => { for (var name in all) __defProp(target, name, { get: all[name], enumerable: true }); };\nvar index_exports = {};\n__export(index_exports, {\n  handler: () => handler\n});\nmodule.exports = __toCommonJS(index_exports);\n// Annotate\n0 && (module.exports = {\n  handler\n});",
            &["handler"],
        ),
        ("if (require.main === module) main(); exports.a = 1", &["a"]),
        ("exports . handler\n  = 1", &["handler"]),
        ("", &[]),
    ];
    for (text, expected) in cases {
        check(text, expected, Coverage::Complete);
    }
}

#[test]
fn says_when_there_may_be_more() {
    for text in [
        "module.exports = require('./x')",
        "module.exports = { ...x }",
        "module.exports = { [k]: 1 }",
        "exports[k] = 1",
        "export * from './x'",
        "Object.assign(exports, x)",
        "Object.assign(module.exports, x)",
        "__exportStar(require('./a'), exports);",
        "tslib_1.__exportStar(require('./a'), exports);",
        "Object.defineProperty(exports, k, {})",
        "(function (root, factory) { factory(exports) })(this, f)",
        "x = `",
        "x = 'a\n",
        "function f() {",
        "}",
        "/* ",
    ] {
        assert_eq!(scan(text.as_bytes()).coverage, Coverage::Open, "{text}");
    }
}

#[test]
fn tells_where_a_name_stands() {
    assert_eq!(scan(b"exports.handler = 1").find("handler").map(|d| d.offset), Some(8));
    assert_eq!(scan(b"export { a as handler }").find("handler").map(|d| d.offset), Some(14));
}

#[test]
fn survives_any_bytes() {
    let seeds = [
        "export",
        "export {a as",
        "export const {[",
        "module.exports={a:{",
        "`${`${`",
        "/[/",
        "exports[",
        "Object.defineProperty(module.exports,",
        "__export(a,{",
    ];
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
    for seed in ["x=/[ ", "module.exports={a:", "export const {", "`${", "export const a=", "exports", "((("] {
        let text = seed.repeat(100_000);
        let began = std::time::Instant::now();
        scan(text.as_bytes());
        assert!(began.elapsed().as_secs() < 20, "{seed}");
    }
}
