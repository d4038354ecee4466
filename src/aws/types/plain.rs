//! Patterns that are a row of sets of characters, as `^[a-zA-Z0-9_-]{1,64}$` is, or a choice of such rows. They are
//! judged without an engine: nearly half of all patterns, and more of those that stacks meet.

pub(super) struct Plain {
    /// One of them must be there.
    rows: Vec<Row>,
    /// Where the text begins, and not anywhere in it.
    at_start: bool,
}

struct Row {
    runs: Vec<Run>,
    to_the_end: bool,
}

/// So many characters of a set.
struct Run {
    set: Set,
    least: usize,
    most: usize,
}

/// A set of ASCII characters: bit *n* stands for character *n*.
#[derive(Clone, Copy, PartialEq)]
struct Set(u128);

impl Set {
    const EMPTY: Set = Set(0);

    fn of(first: u8, last: u8) -> Set {
        (first..=last).fold(Set::EMPTY, |set, c| Set(set.0 | 1 << c))
    }

    fn and(self, other: Set) -> Set {
        Set(self.0 | other.0)
    }

    fn has(self, c: u8) -> bool {
        self.0 >> c & 1 == 1
    }

    /// `\w` and its like.
    fn named(c: u8) -> Option<Set> {
        let digits = Set::of(b'0', b'9');
        Some(match c {
            b'd' => digits,
            b'w' => digits.and(Set::of(b'a', b'z')).and(Set::of(b'A', b'Z')).and(Set::of(b'_', b'_')),
            b's' => Set::of(b'\t', b'\r').and(Set::of(b' ', b' ')),
            _ => return None,
        })
    }
}

impl Plain {
    /// None where the pattern is of another kind.
    pub fn of(pattern: &str) -> Option<Plain> {
        let pattern = pattern.is_ascii().then_some(pattern.as_bytes())?;
        let Some(rest) = pattern.strip_prefix(b"^") else {
            return Some(Plain { rows: vec![Row::of(pattern)?], at_start: false });
        };
        let Some(choice) = rest.strip_prefix(b"(") else {
            return Some(Plain { rows: vec![Row::of(rest)?], at_start: true });
        };
        let (parts, after) = parts(choice)?;
        let mut rows = parts.into_iter().map(Row::of).collect::<Option<Vec<Row>>>()?;
        match after {
            b"" => {}
            b"$" => rows.iter_mut().for_each(|row| row.to_the_end = true),
            b"?$" => {
                rows.push(Row { runs: Vec::new(), to_the_end: true });
                rows.iter_mut().for_each(|row| row.to_the_end = true);
            }
            _ => return None,
        }
        Some(Plain { rows, at_start: true })
    }

    /// Whether it is found; `None` of a text that is not ASCII.
    pub fn finds(&self, text: &str) -> Option<bool> {
        let text = text.is_ascii().then_some(text.as_bytes())?;
        let starts = if self.at_start { 0..=0 } else { 0..=text.len() };
        Some(starts.into_iter().any(|start| self.rows.iter().any(|row| row.begins(&text[start..]))))
    }
}

impl Row {
    fn of(mut rest: &[u8]) -> Option<Row> {
        let mut runs: Vec<Run> = Vec::new();
        let end = rest.strip_suffix(b"$").or(rest.strip_suffix(br"\Z"));
        let end = end.filter(|before| !before.ends_with(br"\"));
        let to_the_end = end.is_some();
        rest = end.unwrap_or(rest);
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            let set = match first {
                b'[' => class(&mut rest)?,
                b'.' => Set(!(1 << b'\n')),
                b'\\' => escaped(&mut rest)?.1,
                b'(' | b')' | b'|' | b'*' | b'+' | b'?' | b'{' | b'^' | b'$' => return None,
                c => Set::of(*c, *c),
            };
            let (least, most) = count(&mut rest)?;
            // where a run may end early, what follows must not be of its own set: then the longest is the right one
            let before = runs.last().filter(|run| run.least < run.most);
            if before.is_some_and(|run| run.set.0 & set.0 != 0) {
                return None;
            }
            runs.push(Run { set, least, most });
        }
        let skips = |pair: &[Run]| pair[0].least < pair[0].most && pair[1].least == 0;
        (!runs.windows(2).any(skips)).then_some(Row { runs, to_the_end })
    }

    fn begins(&self, mut rest: &[u8]) -> bool {
        for run in &self.runs {
            let found = rest.iter().take(run.most).take_while(|c| run.set.has(**c)).count();
            if found < run.least {
                return false;
            }
            rest = &rest[found..];
        }
        rest.is_empty() || !self.to_the_end
    }
}

/// The parts of a choice whose bracket is open, and what follows its end; none where brackets stand in it.
fn parts(choice: &[u8]) -> Option<(Vec<&[u8]>, &[u8])> {
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    loop {
        match choice.get(at)? {
            b'\\' => at += 1,
            b'[' => at += choice[at..].iter().position(|c| *c == b']')?,
            b'(' => return None,
            b'|' => {
                parts.push(&choice[start..at]);
                start = at + 1;
            }
            b')' => {
                parts.push(&choice[start..at]);
                return Some((parts, &choice[at + 1..]));
            }
            _ => {}
        }
        at += 1;
    }
}

/// What stands behind a bracket, and the bracket that closes it.
fn class(rest: &mut &[u8]) -> Option<Set> {
    let (negated, mut inner) = match rest.strip_prefix(b"^") {
        Some(inner) => (true, inner),
        None => (false, *rest),
    };
    let mut set = Set::EMPTY;
    loop {
        let (first, after) = inner.split_first()?;
        inner = after;
        let (single, own) = match first {
            b']' if set == Set::EMPTY => return None,
            b']' => break,
            b'\\' => escaped(&mut inner)?,
            c => (Some(*c), Set::of(*c, *c)),
        };
        set = set.and(match (single, inner) {
            (_, [b'-', b']', ..]) => own,
            (Some(from), [b'-', to, ..]) if !b"\\[]".contains(to) && from <= *to => {
                let range = Set::of(from, *to);
                inner = &inner[2..];
                range
            }
            // engines do not agree on a hyphen beside a set, and on one that begins another range
            (_, [b'-', ..]) => return None,
            _ => own,
        });
    }
    *rest = inner;
    Some(if negated { Set(!set.0) } else { set })
}

/// What stands behind a backslash: a character that stands for itself, or a set.
fn escaped(rest: &mut &[u8]) -> Option<(Option<u8>, Set)> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    match first {
        c if c.is_ascii_punctuation() => Some((Some(*c), Set::of(*c, *c))),
        c => Some((None, Set::named(*c)?)),
    }
}

/// How many of a set there may be.
fn count(rest: &mut &[u8]) -> Option<(usize, usize)> {
    let (counts, after) = match *rest {
        [b'*', after @ ..] => ((0, usize::MAX), after),
        [b'+', after @ ..] => ((1, usize::MAX), after),
        [b'?', after @ ..] => ((0, 1), after),
        [b'{', after @ ..] => {
            let end = after.iter().position(|c| *c == b'}')?;
            let inside = std::str::from_utf8(&after[..end]).ok()?;
            let counts = match inside.split_once(',') {
                None => inside.parse().ok().map(|n| (n, n)),
                Some((least, "")) => least.parse().ok().map(|least| (least, usize::MAX)),
                Some((least, most)) => least.parse().ok().zip(most.parse().ok()),
            };
            (counts?, &after[end + 1..])
        }
        other => ((1, 1), other),
    };
    *rest = after;
    // a count of a count, or one that takes as little as it can
    (counts.0 <= counts.1 && !matches!(after, [b'*' | b'+' | b'?' | b'{', ..])).then_some(counts)
}
