//! Examples and cases, mutated by their grammar, are built without a panic: tokens and members are dropped, doubled,
//! swapped and exchanged between them. What compiles is printed, mapped and printed again to the same bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slsc::emit::{map, print};
use slsc::files::Memory;
use slsc::format::{format, same_meaning};
use slsc::{Input, Options, compile};

#[path = "../../tests/mutate.rs"]
mod mutate;

fuzz_target!(|bytes: &[u8]| {
    let Some(text) = mutate::mutated(bytes) else { return };
    let files = Memory::default().with("main.sls", text.as_str()).with("src/app.py", "def handler(e, c): pass\n");
    let build = || {
        let compilation = compile(&files, &Input::File("main.sls".into()), &Options::default());
        let template = compilation.template.as_ref()?;
        let _ = map::source_map(template, &compilation.sources, "");
        Some(print::print(template))
    };
    let laid_out = format(&text);
    assert!(same_meaning(&text, &laid_out));
    assert_eq!(format(&laid_out), laid_out);
    assert_eq!(build(), build());
});
