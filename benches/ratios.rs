//! Ratios within one run, which a noisy machine does not spoil: how time grows with the source, and what the whole
//! pipeline costs beside `serde_json` reading and printing the very template that comes out. `cargo bench --bench ratios`.
//!
//! Growth is given three times. Compiled again and again, a small stack lives in the processor's caches and a large one does
//! not, and serde's own growth says how much of it that is. `alike` takes the caches out: the large stack beside as many
//! small ones as make as much of a source, all of which are kept to the end, so that both go through as much memory.
//! `first` is the growth of the first compile of a process, which is what a run of the program does: nothing is in a cache,
//! each page of memory is new, and as the process ends with its answer, nothing is put away.

#[path = "stack.rs"]
mod stack;

use slsc::diagnostic::Report;
use slsc::emit::print::print;
use slsc::source::FileId;
use slsc::{Compilation, Options, Remains, compile, syntax};
use std::hint::black_box;
use std::io::{Read, Write};
use std::mem::forget;
use std::process::{Command, Stdio};
use std::time::Instant;

fn main() {
    if let Ok(what) = std::env::var(FIRST) {
        return println!("{}", first(&what));
    }
    println!(
        "{:>9}  {:>10} {:>10} {:>10}  {:>12} {:>7} {:>7} {:>7}  {:>10} {:>10} {:>7} {:>7}",
        "functions",
        "parse ms",
        "whole ms",
        "serde ms",
        "whole/serde",
        "growth",
        "serde's",
        "alike",
        "first ms",
        "serde ms",
        "growth",
        "serde's"
    );
    let mut before: Option<(usize, [f64; 4])> = None;
    for (count, rounds) in [(1, 2_000), (100, 60), (1_000, 12), (10_000, 4)] {
        let text = stack::source(count);
        let input = stack::input(&text);
        let options = stack::options();
        let (_, json) = kept(&input, &options);
        let mut times = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
        let (smaller, pieces) = before.map_or((count, 1), |(smaller, _)| (smaller, count / smaller));
        let small = vec![stack::input(&stack::source(smaller)); pieces];
        for _ in 0..rounds {
            times[0].push(time(|| drop(black_box(syntax::parse(FileId(0), &text, &mut Report::default())))));
            times[1].push(time(|| drop(black_box(kept(&input, &options)))));
            times[2].push(time(|| drop(black_box(peer(&json)))));
            times[3]
                .push(time(|| drop(black_box(small.iter().map(|input| kept(input, &options)).collect::<Vec<_>>()))));
        }
        let [parse, whole, serde, apiece] = times.map(fastest);
        let [first, first_serde] = apart(count, &json);
        let now = [whole, serde, first, first_serde];
        let growth = |i: usize| before.map_or("".into(), |(_, before)| format!("{:.1}x", now[i] / before[i]));
        let alike = before.map_or("".into(), |_| format!("{:.1}x", pieces as f64 * whole / apiece));
        println!(
            "{count:>9}  {parse:>10.3} {whole:>10.3} {serde:>10.3}  {:>11.2}x {:>7} {:>7} {alike:>7}  {first:>10.3} {first_serde:>10.3} {:>7} {:>7}",
            whole / serde,
            growth(0),
            growth(1),
            growth(2),
            growth(3)
        );
        before = Some((count, now));
    }
}

/// Tells a process of this program what to measure once: `slsc` with so many functions, or `serde` with standard input.
const FIRST: &str = "SLSC_BENCH_FIRST";

/// The first compile of a process, and the first time that serde sees what comes out, each in processes of their own.
fn apart(count: usize, json: &str) -> [f64; 2] {
    let rounds = (0..20).map(|_| [once(&count.to_string(), ""), once("serde", json)]);
    let times: Vec<[f64; 2]> = rounds.collect();
    [0, 1].map(|side| fastest(times.iter().map(|pair| pair[side]).collect()))
}

fn once(what: &str, input: &str) -> f64 {
    let program = std::env::current_exe().expect("a program has a path");
    let mut command = Command::new(&program);
    let child = command.env(FIRST, what).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = child.expect("this program runs again");
    child.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("the process reads all of it");
    let out = child.wait_with_output().expect("the process ends").stdout;
    String::from_utf8(out).expect("a number is text").trim().parse().expect("a number of milliseconds")
}

fn first(what: &str) -> f64 {
    let mut given = String::new();
    std::io::stdin().read_to_string(&mut given).expect("standard input is text");
    if what == "serde" {
        return time(|| forget(black_box(peer(&given))));
    }
    let input = stack::input(&stack::source(what.parse().expect("the parent wrote a number")));
    let options = Options { remains: Remains::Left, ..stack::options() };
    time(|| forget(black_box(kept(&input, &options))))
}

/// The text with all that it was made from.
fn kept(input: &slsc::Input, options: &Options) -> (Compilation, String) {
    let compilation = compile(&stack::Handler, input, options);
    let text = print(compilation.template.as_ref().expect("the stack compiles"));
    (compilation, text)
}

fn peer(json: &str) -> (serde_json::Value, String) {
    let value: serde_json::Value = serde_json::from_str(json).expect("the template is JSON");
    let text = serde_json::to_string_pretty(&value).expect("a value can be printed");
    (value, text)
}

/// In milliseconds.
fn time(run: impl FnOnce()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64() * 1e3
}

/// The round that was disturbed least.
fn fastest(times: Vec<f64>) -> f64 {
    times.into_iter().fold(f64::INFINITY, f64::min)
}
