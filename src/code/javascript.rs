//! What a JavaScript file exports, as CommonJS, as an ES module, or as TypeScript and esbuild compile them to CommonJS.

use super::compiled;
use super::lexer::{self, Ending, Tokens};
use super::{Coverage, Exports};

/// Where the names of a file come from: a file with `export` is an ES module, and what it does to `exports` is not seen.
pub(super) struct Scanner<'a> {
    pub code: Tokens<'a>,
    pub common: Exports,
    module: Exports,
    kind: ModuleKind,
}

#[derive(PartialEq, Eq)]
enum ModuleKind {
    Common,
    Module,
}

/// The names that a JavaScript file exports, in order; `default` is the name of a default export.
pub fn scan(bytes: &[u8]) -> Exports {
    let (tokens, ending) = lexer::tokens(bytes);
    let (common, module) = (Exports::new(), Exports::new());
    let mut scanner = Scanner { code: Tokens { bytes, all: tokens }, common, module, kind: ModuleKind::Common };
    let mut at = 0;
    while at < scanner.code.all.len() {
        at = scanner.step(at).max(at + 1);
    }
    let mut exports = if scanner.kind == ModuleKind::Module { scanner.module } else { scanner.common };
    if ending == Ending::Broken {
        exports.coverage = Coverage::Open;
    }
    exports
}

impl Scanner<'_> {
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.code.is_name(at) && self.code.text(at) == word.as_bytes()
    }

    fn depth(&self, at: usize) -> usize {
        self.code.all.get(at).map_or(0, |t| t.depth)
    }

    pub fn define_common(&mut self, at: usize) {
        let name = String::from_utf8_lossy(self.code.text(at)).into_owned();
        if name != "__esModule" {
            self.common.define(&name, self.code.all[at].start);
        }
    }

    fn define_module(&mut self, at: usize) {
        let name = String::from_utf8_lossy(self.code.text(at)).into_owned();
        self.module.define(&name, self.code.all[at].start);
    }

    /// Looks at the token; returns the one to go on with.
    fn step(&mut self, at: usize) -> usize {
        if !self.code.is_name(at) || (at > 0 && self.code.is_mark(at - 1, b'.')) {
            return at + 1;
        }
        match self.code.text(at) {
            b"export" if self.depth(at) == 0 => self.export(at),
            b"module" => compiled::module(self, at),
            b"exports" => compiled::exports(self, at),
            _ => compiled::helper(self, at),
        }
    }

    /// `export …` of an ES module.
    fn export(&mut self, at: usize) -> usize {
        let next = at + 1;
        self.kind = ModuleKind::Module;
        if self.is(next, "default") {
            self.define_module(next);
        } else if self.code.is_mark(next, b'*') {
            if self.is(next + 1, "as") && next + 2 < self.code.all.len() {
                self.define_module(next + 2);
            } else {
                self.module.coverage = Coverage::Open;
            }
        } else if self.code.is_mark(next, b'{') {
            return self.export_list(next);
        } else if ["const", "let", "var"].iter().any(|w| self.is(next, w)) {
            return self.declarators(next + 1);
        } else {
            let words = ["async", "function", "class"];
            let first =
                (next..next + 4).find(|i| !words.iter().any(|w| self.is(*i, w)) && !self.code.is_mark(*i, b'*'));
            if let Some(name) = first.filter(|i| self.code.is_name(*i)) {
                self.define_module(name);
            }
        }
        next
    }

    /// `{ a, b as c }`: the last word of each part.
    fn export_list(&mut self, open: usize) -> usize {
        let mut at = open + 1;
        while at < self.code.all.len() && !self.code.is_mark(at, b'}') {
            let last = self.code.is_mark(at + 1, b',') || self.code.is_mark(at + 1, b'}');
            if last && (self.code.is_name(at) || self.code.is_string(at)) {
                self.define_module(at);
            }
            at += 1;
        }
        at
    }

    /// `a = 1, { b, c: d } = x`: every name on the left; a pattern's keys too, which does no harm.
    fn declarators(&mut self, start: usize) -> usize {
        let depth = self.depth(start);
        let mut at = start;
        while at < self.code.all.len() {
            let stops = ["export", "import", "const", "let", "var"];
            if self.depth(at) == depth && (self.code.is_mark(at, b';') || stops.iter().any(|w| self.is(at, w))) {
                return at;
            }
            let begins = at == start || (self.code.is_mark(at - 1, b',') && self.depth(at) == depth);
            if begins && self.code.is_name(at) {
                self.define_module(at);
            } else if begins && (self.code.is_mark(at, b'{') || self.code.is_mark(at, b'[')) {
                at = self.pattern(at);
            }
            at += 1;
        }
        at
    }

    fn pattern(&mut self, open: usize) -> usize {
        let mut at = open + 1;
        while at < self.code.all.len() && self.depth(at) > self.depth(open) {
            if self.code.is_name(at) {
                self.define_module(at);
            }
            at += 1;
        }
        at
    }

    /// The keys of the object literal that opens at `open`, as names of CommonJS; returns its closing bracket.
    pub fn object_keys(&mut self, open: usize) -> usize {
        let depth = self.depth(open) + 1;
        let mut at = open + 1;
        let mut begins = true;
        while at < self.code.all.len() && self.depth(at) >= depth {
            if self.depth(at) > depth {
                at += 1;
                continue;
            }
            if self.code.is_mark(at, b',') {
                begins = true;
            } else if begins {
                at = self.object_key(at);
                begins = false;
            }
            at += 1;
        }
        at
    }

    fn object_key(&mut self, start: usize) -> usize {
        let mut at = start;
        let modifier =
            |s: &Self, at: usize| ["get", "set", "async"].iter().any(|w| s.is(at, w)) || s.code.is_mark(at, b'*');
        while modifier(self, at)
            && (self.code.is_name(at + 1) || self.code.is_string(at + 1) || self.code.is_mark(at + 1, b'*'))
        {
            at += 1;
        }
        if self.code.is_name(at) || self.code.is_string(at) {
            self.define_common(at);
        } else if self.code.is_mark(at, b'[') || self.code.is_mark(at, b'.') {
            self.common.coverage = Coverage::Open;
        }
        at
    }
}

#[cfg(test)]
#[path = "javascript_tests.rs"]
mod tests;
