//! What all lint rules cost beside the compile itself, on a stack of 500 resources, and which cost most. Compared within one
//! run, the least of several rounds. `cargo bench --bench rules`.

#[path = "stack.rs"]
mod stack;

use slsc::lint::{ALL_RULES, Level, Setting, rules};
use slsc::{Input, Lints, Options, compile};
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 25;

fn main() {
    let input = stack::input(&stack::source(100));
    let set = |rule: &str, level| Setting { rule: rule.into(), level };
    let none = [set(ALL_RULES, Level::Off)];
    let on: Vec<Setting> = rules::ALL.iter().map(|rule| set(rule.name(), Level::Warn)).collect();
    let off = least(&input, Lints::Off, &[]);
    let usual = least(&input, Lints::On, &[]);
    let every = least(&input, Lints::On, &on);
    let silent = least(&input, Lints::On, &none);
    println!("{} rules, {} resources", rules::ALL.len(), resources(&input));
    println!("compile                   {off:8.2} ms");
    println!("rules as they are set     {:8.2} ms  {:.2} of the compile", usual - off, (usual - off) / off);
    println!("all rules on              {:8.2} ms  {:.2} of the compile", every - off, (every - off) / off);
    let mut costs: Vec<(f64, &str)> = rules::ALL
        .iter()
        .map(|rule| {
            let one = [set(ALL_RULES, Level::Off), set(rule.name(), Level::Warn)];
            (least(&input, Lints::On, &one) - silent, rule.name())
        })
        .collect();
    costs.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("each alone, with what it needs:");
    for (cost, name) in costs.iter().take(10) {
        println!("  {name:26} {cost:6.2} ms");
    }
}

fn options(lints: Lints, levels: &[Setting]) -> Options {
    Options { lints, levels: levels.to_vec(), ..stack::options() }
}

/// In milliseconds.
fn least(input: &Input, lints: Lints, levels: &[Setting]) -> f64 {
    let options = options(lints, levels);
    let one = || {
        let start = Instant::now();
        black_box(compile(&stack::Handler, input, &options));
        start.elapsed().as_secs_f64() * 1e3
    };
    (0..ROUNDS).map(|_| one()).fold(f64::INFINITY, f64::min)
}

fn resources(input: &Input) -> usize {
    compile(&stack::Handler, input, &options(Lints::Off, &[])).template.map_or(0, |t| t.resources.len())
}
