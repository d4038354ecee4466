//! Sources made of others by their grammar, as a few bytes say: for the fuzzer, and for a short run in the tests.

/// What is mutated: the examples' sources, taken in at compile time.
pub const SEEDS: &[&str] = &[
    include_str!("../examples/hello/main.sls"),
    include_str!("../examples/shop/main.sls"),
    include_str!("../examples/thumbnails/main.sls"),
    include_str!("../examples/nightly-task/main.sls"),
    include_str!("../examples/web-service/main.sls"),
    include_str!("../examples/queue-worker/main.sls"),
    include_str!("../examples/fan-out/main.sls"),
    include_str!("../examples/existing/main.sls"),
    include_str!("../examples/stages/main.sls"),
    include_str!("../examples/custom-roles/main.sls"),
    include_str!("../examples/rest-crud/main.sls"),
    include_str!("../examples/stream-audit/main.sls"),
];

/// The source that `bytes` describe: the first chooses a seed, each further four a change of it.
pub fn mutated(bytes: &[u8]) -> Option<String> {
    let (first, rest) = bytes.split_first()?;
    let seed = SEEDS[usize::from(*first) % SEEDS.len()];
    let mut tokens = tokens(seed);
    for change in rest.chunks_exact(4).take(64) {
        let at = usize::from(u16::from_le_bytes([change[1], change[2]]));
        apply(&mut tokens, change[0], at, change[3]);
    }
    Some(tokens.concat())
}

/// A text after one change, as four bytes say.
#[allow(dead_code)] // the fuzzer makes all changes at once
pub fn changed(text: &str, change: [u8; 4]) -> String {
    let mut tokens = tokens(text);
    apply(&mut tokens, change[0], usize::from(u16::from_le_bytes([change[1], change[2]])), change[3]);
    tokens.concat()
}

fn apply<'t>(tokens: &mut Vec<&'t str>, kind: u8, at: usize, with: u8) {
    if tokens.is_empty() {
        return;
    }
    let at = at % tokens.len();
    let other = (at + 1 + usize::from(with)) % tokens.len();
    match kind % 6 {
        0 => drop(tokens.remove(at)),
        1 => tokens.insert(at, tokens[at]),
        2 => tokens.swap(at, other),
        3 => tokens[at] = WORDS[usize::from(with) % WORDS.len()],
        4 => {
            let seed = SEEDS[usize::from(with) % SEEDS.len()];
            let foreign: Vec<&'t str> = self::tokens(seed);
            if let Some(token) = foreign.get(at % foreign.len().max(1)) {
                tokens.insert(at, token);
            }
        }
        _ => {
            // a whole member, from one line's start to another's, stands twice
            let (from, to) = (at.min(other), at.max(other).min(at.min(other) + 80));
            let copy: Vec<&'t str> = tokens[from..to].to_vec();
            if tokens.len() < 20_000 {
                tokens.splice(to..to, copy);
            }
        }
    }
}

/// Words that open, close, join and decide: what breaks a grammar.
const WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "${",
    "\n",
    ",",
    ":",
    "=",
    ".",
    "..",
    "?",
    "??",
    "?.",
    "&&",
    "||",
    "!",
    "==",
    "|",
    "@",
    "//",
    "/*",
    "*/",
    "///",
    "\"\"\"",
    "#\"",
    "if",
    "else",
    "for",
    "in",
    "on",
    "can",
    "let",
    "fn",
    "param",
    "module",
    "override",
    "defaults",
    "existing",
    "resource",
    "stage.name",
    "null",
    "true",
    "0",
    "-1",
    "1e9",
    "10 s",
    "256 MB",
    "60%",
    "2..10",
    "é",
    "\u{0}",
    "\r\n",
    "AWS::X::Y",
];

/// A text in tokens: words, white space, and single characters otherwise.
fn tokens(text: &str) -> Vec<&str> {
    let class = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' => 1,
        ' ' => 2,
        _ => 0,
    };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut before = 0;
    for (i, c) in text.char_indices() {
        let now = class(c);
        if i > start && (now != before || now == 0) {
            tokens.push(&text[start..i]);
            start = i;
        }
        before = now;
    }
    tokens.push(&text[start..]);
    tokens
}
