//! Parse, analyse, emit, and the whole, for stacks of 1 to 10,000 functions: `cargo bench --bench compile`.

#[path = "stack.rs"]
mod stack;

use divan::{Bencher, black_box};
use slsc::diagnostic::Report;
use slsc::emit::print::print;
use slsc::source::FileId;
use slsc::{compile, syntax};

const SIZES: [usize; 4] = [1, 100, 1_000, 10_000];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn parse(bencher: Bencher, count: usize) {
    let text = stack::source(count);
    bencher.bench_local(|| syntax::parse(FileId(0), black_box(&text), &mut Report::default()));
}

#[divan::bench(args = SIZES)]
fn analyse(bencher: Bencher, count: usize) {
    let input = stack::input(&stack::source(count));
    bencher.bench_local(|| compile(&stack::Handler, black_box(&input), &stack::options()));
}

#[divan::bench(args = SIZES)]
fn emit(bencher: Bencher, count: usize) {
    let input = stack::input(&stack::source(count));
    let template = compile(&stack::Handler, &input, &stack::options()).template.expect("the stack compiles");
    bencher.bench_local(|| print(black_box(&template)));
}

#[divan::bench(args = SIZES)]
fn whole(bencher: Bencher, count: usize) {
    let input = stack::input(&stack::source(count));
    bencher.bench_local(|| {
        let template =
            compile(&stack::Handler, black_box(&input), &stack::options()).template.expect("the stack compiles");
        print(&template)
    });
}
