//! One keystroke in a file of 5,000 lines, as the language server takes it, beside a whole check of the same file:
//! median and 99th percentile, and the ratio. `cargo bench --bench typing`.

#[path = "stack.rs"]
mod stack;

use slsc::ide::Analysis;
use slsc::{Input, Options, stages};
use std::hint::black_box;
use std::time::Instant;

const LINES: usize = 5_000;
const KEYS: usize = 200;

fn main() {
    let mut count = 100;
    let text = loop {
        let text = stack::source(count);
        if text.lines().count() >= LINES {
            break text;
        }
        count += 20;
    };
    let options = Options { quotas: slsc::Quotas::Off, ..stack::options() };
    let mut keys: Vec<f64> = Vec::new();
    let mut checks: Vec<f64> = Vec::new();
    for key in 0..KEYS {
        // a letter in the middle of a comment's line that grows
        let at = text.len() / 2;
        let at = text[at..].find('\n').map_or(at, |i| at + i + 1);
        let typed = format!("{}// {}\n{}", &text[..at], "x".repeat(key % 40), &text[at..]);
        let input = stack::input(&typed);
        keys.push(time(|| Analysis::new(&stack::Handler, &input, &options).index().defs.len()));
        checks.push(time(|| check(&input, &options)));
    }
    keys.sort_by(f64::total_cmp);
    checks.sort_by(f64::total_cmp);
    let (median, last) = (keys[KEYS / 2], keys[KEYS * 99 / 100]);
    println!("{} lines, {count} functions, {KEYS} keys", text.lines().count());
    println!("key    median {median:.2} ms, 99th percentile {last:.2} ms");
    println!("check  median {:.2} ms; a key is {:.2} of it", checks[KEYS / 2], median / checks[KEYS / 2]);
}

fn check(input: &Input, options: &Options) -> usize {
    stages::compile_all(&stack::Handler, input, options).plain.diagnostics.len()
}

/// In milliseconds.
fn time(run: impl FnOnce() -> usize) -> f64 {
    let start = Instant::now();
    black_box(run());
    start.elapsed().as_secs_f64() * 1e3
}
