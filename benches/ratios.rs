//! Ratios within one run, which a noisy machine does not spoil: how time grows with the source, and what the whole
//! pipeline costs beside `serde_json` reading and printing the very template that comes out. `cargo bench --bench ratios`.
//!
//! Each round begins with cold caches, as a run of the program does: otherwise the small stacks, compiled again and again,
//! would live in caches that no first run has, and growth would measure the machine's caches.

#[path = "stack.rs"]
mod stack;

use slsc::diagnostic::Report;
use slsc::emit::print::print;
use slsc::source::FileId;
use slsc::{compile, syntax};
use std::hint::black_box;
use std::sync::Mutex;
use std::time::Instant;

fn main() {
    println!(
        "{:>9}  {:>10} {:>10} {:>10}  {:>12} {:>9} {:>14}",
        "functions", "parse ms", "whole ms", "serde ms", "whole/serde", "growth", "serde's growth"
    );
    let mut before: Option<[f64; 2]> = None;
    for (count, rounds) in [(1, 100), (100, 60), (1_000, 12), (10_000, 4)] {
        let text = stack::source(count);
        let input = stack::input(&text);
        let json = whole(&input);
        let mut times = [Vec::new(), Vec::new(), Vec::new()];
        for _ in 0..rounds {
            times[0].push(time(|| drop(black_box(syntax::parse(FileId(0), &text, &mut Report::default())))));
            times[1].push(time(|| drop(black_box(whole(&input)))));
            times[2].push(time(|| drop(black_box(peer(&json)))));
        }
        let [parse, whole, serde] = times.map(fastest);
        let growth = |now: f64, i: usize| before.map_or("".into(), |before| format!("{:.1}x", now / before[i]));
        let (ours, theirs) = (growth(whole, 0), growth(serde, 1));
        let ratio = whole / serde;
        println!("{count:>9}  {parse:>10.3} {whole:>10.3} {serde:>10.3}  {ratio:>11.2}x {ours:>9} {theirs:>14}");
        before = Some([whole, serde]);
    }
}

fn whole(input: &slsc::Input) -> String {
    let compilation = compile(&stack::Handler, input, &stack::options());
    print(&compilation.template.expect("the stack compiles"))
}

fn peer(json: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(json).expect("the template is JSON");
    serde_json::to_string_pretty(&value).expect("a value can be printed")
}

/// In milliseconds.
fn time(run: impl FnOnce()) -> f64 {
    chill();
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64() * 1e3
}

/// Writes more memory than a processor's caches hold.
fn chill() {
    static MEMORY: Mutex<Vec<u64>> = Mutex::new(Vec::new());
    let mut memory = MEMORY.lock().expect("one thread");
    memory.resize(16 << 20, 0);
    memory.iter_mut().step_by(8).for_each(|line| *line = black_box(*line + 1));
}

/// The round that was disturbed least.
fn fastest(times: Vec<f64>) -> f64 {
    times.into_iter().fold(f64::INFINITY, f64::min)
}
