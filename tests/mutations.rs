//! The fuzzer's property in short: whatever the grammar-aware mutation makes of the examples, the compiler answers, and
//! answers the same twice. The long run is `cargo +nightly fuzz run mutated`.

use crate::mutate;
use slsc::files::Memory;
use slsc::{Input, Options, compile, emit};

/// A small generator of bytes, the same on every machine (xorshift).
pub struct Bytes(pub u64);

impl Bytes {
    pub fn next(&mut self) -> u8 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 32) as u8
    }
}

#[test]
fn mutated_examples_are_answered() {
    let mut bytes = Bytes(0x5eed);
    for round in 0..400 {
        let length = 1 + 4 * usize::from(1 + bytes.next() % 12);
        let script: Vec<u8> = (0..length).map(|_| bytes.next()).collect();
        let Some(text) = mutate::mutated(&script) else { continue };
        let files = Memory::default().with("main.sls", text.as_str());
        let build = || {
            let compilation = compile(&files, &Input::File("main.sls".into()), &Options::default());
            let said: Vec<String> = compilation.diagnostics.iter().map(|d| d.message.clone()).collect();
            (said, compilation.template.as_ref().map(emit::print::print))
        };
        let laid_out = slsc::format::format(&text);
        assert!(slsc::format::same_meaning(&text, &laid_out), "round {round} means something else:\n{laid_out}");
        assert_eq!(slsc::format::format(&laid_out), laid_out, "round {round} has two layouts:\n{text}");
        assert_eq!(build(), build(), "round {round} is not the same twice:\n{text}");
    }
}
