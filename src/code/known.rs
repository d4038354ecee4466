//! What was found out about code, as long as its files stay as they are: neither a keystroke elsewhere nor another form of the
//! stack reads every handler again.

use super::{Contract, Inspection, inspect};
use crate::files::Files;
use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// The answers so far, by what was asked.
#[derive(Default)]
pub struct Known {
    inspected: Answers<(String, String, Contract<'static>, Option<String>), Inspection>,
}

type Answers<K, V> = Mutex<FxHashMap<K, V>>;

/// As [`inspect`], once for each question.
pub fn inspect_once(
    files: &dyn Files,
    root: &str,
    code: &str,
    contract: &Contract<'static>,
    handler: Option<&str>,
) -> Inspection {
    let find = || inspect(files, root, code, contract, handler);
    let Some(known) = files.known() else { return find() };
    once(&known.inspected, (root.to_string(), code.to_string(), *contract, handler.map(str::to_string)), find)
}

/// What is asked by two threads at once is found twice, and the same.
fn once<K: Eq + Hash, V: Clone>(answers: &Answers<K, V>, question: K, find: impl FnOnce() -> V) -> V {
    let known = answers.lock().unwrap_or_else(PoisonError::into_inner).get(&question).cloned();
    known.unwrap_or_else(|| {
        let found = find();
        answers.lock().unwrap_or_else(PoisonError::into_inner).insert(question, found.clone());
        found
    })
}
