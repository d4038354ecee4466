//! Any bytes are compiled without a panic, a hang or memory beyond bounds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slsc::files::Memory;
use slsc::{Input, Options, compile};

fuzz_target!(|bytes: &[u8]| {
    let files = Memory::default().with("main.sls", bytes);
    let _ = compile(&files, &Input::File("main.sls".into()), &Options::default());
});
