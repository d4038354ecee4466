//! `unused-allow`: the engine itself finds these, since it knows which of them silenced something.

use crate::lint::rule;
use crate::lint::{Cx, Findings};

rule! {
    "unused-allow", Style, Warn, EveryStage, check,
    what: "Finds an `@allow` that silences nothing.",
    why: "What it excused has been mended, or never was. It stays behind as an excuse for the next mistake of the kind, which it would hide.",
    source: "slsc's own",
}

fn check(_: &Cx, _: &mut Findings) {}
