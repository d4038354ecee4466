//! Which files of the code's own folder a file imports.

use super::calls::{Language, Scan};

impl Scan<'_> {
    /// Paths without extension, from the file's own folder: `./lib/db` and `../common`; of Python those without a dot
    /// before are from the root, as Lambda has it in its path.
    pub(super) fn own_imports(&self) -> Vec<String> {
        match self.language {
            Language::Python => (0..self.code.all.len()).flat_map(|at| self.python_imports(at)).collect(),
            Language::JavaScript => {
                let specifier = |at: usize| match self.code.text(at) {
                    b"from" | b"import" => self.code.string(at + 1).or_else(|| self.code.string(at + 2)),
                    b"require" => self.code.string(at + 2),
                    _ => None,
                };
                (0..self.code.all.len()).filter_map(specifier).filter(|path| path.starts_with('.')).collect()
            }
        }
    }

    /// Of `from a.b import c` both `a/b` and `a/b/c`: `c` may be a module, too.
    fn python_imports(&self, at: usize) -> Vec<String> {
        match self.code.text(at) {
            b"from" => {
                let (module, mut next) = self.dotted(at + 1);
                if self.code.text(next) != b"import" {
                    return Vec::new();
                }
                let mut found = vec![module.clone()];
                next += 1;
                while self.code.is_name(next) || self.code.is_mark(next, b'(') || self.code.is_mark(next, b',') {
                    if self.code.is_name(next) {
                        let join = if module.ends_with('/') { "" } else { "/" };
                        found.push(format!("{module}{join}{}", String::from_utf8_lossy(self.code.text(next))));
                        // the name after `as`, and what begins the next statement, are names as well
                        let more = self.code.is_mark(next + 1, b',')
                            || self.code.text(next + 1) == b"as" && self.code.is_mark(next + 3, b',');
                        if !more {
                            break;
                        }
                        next += if self.code.text(next + 1) == b"as" { 2 } else { 0 };
                    }
                    next += 1;
                }
                found
            }
            b"import" if at == 0 || !self.preceded_by_from(at) => vec![self.dotted(at + 1).0],
            _ => Vec::new(),
        }
    }

    /// `a.b` as `a/b`, `.a` as `./a`, `..` as `../`; and the place behind it.
    fn dotted(&self, mut at: usize) -> (String, usize) {
        let mut dots = 0;
        while self.code.is_mark(at, b'.') {
            (dots, at) = (dots + 1, at + 1);
        }
        let mut path = match dots {
            0 => String::new(),
            1 => "./".to_string(),
            _ => "../".repeat(dots - 1),
        };
        while self.code.is_name(at) && self.code.text(at) != b"import" {
            path.push_str(&String::from_utf8_lossy(self.code.text(at)));
            at += 1;
            if !self.code.is_mark(at, b'.') {
                break;
            }
            path.push('/');
            at += 1;
        }
        (path, at)
    }
}
