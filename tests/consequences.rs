//! One mistake is one message: a slip of the keyboard in a sound stack is said once, and not again wherever something follows
//! from it.

use crate::cases::{self, Repository};
use crate::half_typed::tokens;
use slsc::diagnostic::Severity;
use slsc::files::Files;
use slsc::{Input, Options, compile};

/// How many errors a text has.
fn errors(name: &str, text: String) -> usize {
    let input = Input::Text { name: name.into(), text };
    let found = compile(&Repository, &input, &Options::default());
    assert_eq!(found.template.is_none(), found.has_errors(), "{name}: an error is said, or there is a template");
    found.diagnostics.iter().filter(|d| d.severity == Severity::Error).count()
}

/// Of the slips that are mistakes, how many of a hundred are said in one message. Every so many words are tried.
fn said_once(step: usize, slip: impl Fn(&str) -> Option<String>) -> usize {
    let (mut mistakes, mut once) = (0, 0);
    for case in cases::all().into_iter().filter(|c| c.contains("/good/") && c.ends_with(".sls")) {
        let text = String::from_utf8_lossy(&Repository.read(&case).expect("a case can be read")).into_owned();
        if errors(&case, text.clone()) > 0 {
            continue;
        }
        for (start, end) in tokens(&text).into_iter().step_by(step) {
            let Some(instead) = slip(&text[start..end]) else { continue };
            let said = errors(&case, [&text[..start], &instead, &text[end..]].concat());
            mistakes += usize::from(said > 0);
            once += usize::from(said == 1);
        }
    }
    assert!(mistakes > 800, "{mistakes} slips are mistakes");
    once * 100 / mistakes
}

#[test]
fn a_missing_word_is_said_once() {
    let share = said_once(3, |_| Some(String::new()));
    assert!(share >= 75, "{share} of 100 missing words are said in one message");
}

#[test]
fn a_misspelt_word_is_said_once() {
    let swapped = |word: &str| {
        let letters = word.as_bytes();
        let differ = letters.len() > 3 && letters[0].is_ascii_alphabetic() && letters[1] != letters[2];
        differ.then(|| [&word[..1], &word[2..3], &word[1..2], &word[3..]].concat())
    };
    let share = said_once(3, swapped);
    assert!(share >= 85, "{share} of 100 misspelt words are said in one message");
}

/// Not a case: editors' grammars do not know that `satges` was meant as a statement.
#[test]
fn misspelt_stages_are_said_once() {
    let text = "satges { dev: { days: 1 }, prod: { days: 14 } }\nqueue Jobs { retain: stage.days }\noutput days = stage.days\n";
    assert_eq!(errors("main.sls", text.into()), 1);
}
