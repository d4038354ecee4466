//! What was found out about code, as long as its files stay as they are: neither a keystroke elsewhere nor another form of the
//! stack reads every handler again.

use super::{Called, Contract, Inspection, Language, calls, inspect};
use crate::files::Files;
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// The answers so far, by what was asked.
#[derive(Default)]
pub struct Known {
    inspected: Answers<(String, String, Contract<'static>, Option<String>), Inspection>,
    called: Answers<Asked, Arc<Called>>,
}

/// A file by its path, what is reached in it, and the clients that others bring.
type Asked = (String, Language, Vec<String>, Vec<(String, String)>);
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

/// As [`calls`], once for each file by its path and each question about it.
pub fn calls_once(
    files: &dyn Files,
    (path, bytes): (&str, &[u8]),
    language: Language,
    roots: &FxHashSet<String>,
    clients: &[(String, String)],
) -> Arc<Called> {
    let find = || Arc::new(calls(bytes, language, roots, clients));
    let Some(known) = files.known() else { return find() };
    let mut sorted: Vec<String> = roots.iter().cloned().collect();
    sorted.sort_unstable();
    once(&known.called, (path.to_string(), language, sorted, clients.to_vec()), find)
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
