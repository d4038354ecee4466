//! The shapes in which CommonJS is exported: by hand, by TypeScript's output, by esbuild's helpers.

use super::Coverage;
use super::javascript::Scanner;

/// `module.exports…`; `at` is the `module`.
pub(super) fn module(scan: &mut Scanner, at: usize) -> usize {
    if scan.code.is_mark(at + 1, b'.') && scan.is(at + 2, "exports") {
        return exports(scan, at + 2);
    }
    if scan.code.is_mark(at + 1, b'[') {
        scan.common.coverage = Coverage::Open;
    }
    at + 1
}

/// What is done with `exports`, which stands at `at`. Anything unheard of means that there may be other names.
pub(super) fn exports(scan: &mut Scanner, at: usize) -> usize {
    if scan.code.is_mark(at + 1, b'.') {
        if scan.code.is_mark(at + 3, b'=') && scan.code.is_name(at + 2) {
            scan.define_common(at + 2);
        }
        return at + 3;
    }
    if scan.code.is_mark(at + 1, b'[') {
        if !(scan.code.is_string(at + 2) && scan.code.is_mark(at + 3, b']')) {
            scan.common.coverage = Coverage::Open;
        } else if scan.code.is_mark(at + 4, b'=') {
            scan.define_common(at + 2);
        }
        return at + 3;
    }
    if scan.code.is_mark(at + 1, b'=') {
        return assigned(scan, at + 2);
    }
    scan.common.coverage = Coverage::Open;
    at + 1
}

/// What stands behind `module.exports =`.
fn assigned(scan: &mut Scanner, at: usize) -> usize {
    if scan.code.is_mark(at, b'{') {
        return scan.object_keys(at);
    }
    let chained = [b'=', b'.', b'['].iter().any(|m| scan.code.is_mark(at + 1, *m));
    if scan.is(at, "exports") && !chained {
        return at + 1;
    }
    let again = scan.is(at, "exports") || scan.is(at, "module");
    // esbuild: its names stand in the call of `__export`
    let esbuild = scan.is(at, "__toCommonJS") && scan.code.is_mark(at + 1, b'(');
    if !again && !esbuild {
        scan.common.coverage = Coverage::Open;
    }
    at
}

/// Calls that export: `Object.defineProperty(exports, "x"`, `__export(target, { x: … })`, `__exportStar(…)`.
pub(super) fn helper(scan: &mut Scanner, at: usize) -> usize {
    match scan.code.text(at) {
        b"Object" if scan.code.is_mark(at + 1, b'.') && scan.is(at + 2, "defineProperty") => property(scan, at + 3),
        b"__export"
            if scan.code.is_mark(at + 1, b'(')
                && scan.code.is_mark(at + 3, b',')
                && scan.code.is_mark(at + 4, b'{') =>
        {
            scan.object_keys(at + 4)
        }
        b"__exportStar" | b"__reExport" if scan.code.is_mark(at + 1, b'(') => {
            scan.common.coverage = Coverage::Open;
            at + 1
        }
        _ => at + 1,
    }
}

/// `(exports, "x", …)`, or `(module.exports, "x", …)`.
fn property(scan: &mut Scanner, open: usize) -> usize {
    let target = if scan.is(open + 1, "module") && scan.is(open + 3, "exports") { open + 3 } else { open + 1 };
    if !scan.is(target, "exports") || !scan.code.is_mark(target + 1, b',') {
        return open;
    }
    if scan.code.is_string(target + 2) {
        scan.define_common(target + 2);
    } else {
        scan.common.coverage = Coverage::Open;
    }
    target + 1
}
