//! What types and sets of words are called in messages.

use crate::quantity::Unit;
use crate::schema::Type;

/// What a value of a type is called: `a duration from 0 s to 12 h`.
pub fn describe(ty: &Type) -> String {
    match ty {
        Type::String => "a text".into(),
        Type::Text(text) if text.min == 0 && text.max == usize::MAX => "a text".into(),
        Type::Text(text) if text.max == usize::MAX => format!("a text of at least {} characters", text.min),
        Type::Text(text) => format!("a text of {} to {} characters", text.min, text.max),
        Type::Name(pattern) => format!("{} {}'s name", article(pattern.noun), pattern.noun),
        Type::Bool => "`true` or `false`".into(),
        Type::Int(min, max) if *min == i64::MIN && *max == i64::MAX => "a whole number".into(),
        Type::Int(min, max) if *max == i64::MAX => format!("a whole number from {min}"),
        Type::Int(min, max) => format!("a whole number from {min} to {max}"),
        Type::Number(min, max) if *max == f64::MAX => format!("a number from {min}"),
        Type::Number(min, max) => format!("a number from {min} to {max}"),
        Type::Duration(unit, min, max) => format!("a duration {}", bounds(*unit, *min, *max)),
        Type::Size(unit, min, max) => format!("a size {}", bounds(*unit, *min, *max)),
        Type::Vcpu => "a number of vCPUs, such as `0.5 vCPU`".into(),
        Type::Percent(min, max) => format!("a percentage from {min}% to {max}%"),
        Type::Words(words) => match words {
            [one] => format!("`{}`", one.word),
            _ => format!("one of {}", list_words(&words.iter().map(|w| w.word).collect::<Vec<_>>())),
        },
        Type::Table(table) => format!("{} {}", article(table.noun), table.noun),
        Type::List(inner, ..) => format!("a list, each {}", describe(inner)),
        Type::OneOrMore(inner, _) => format!("{}, or a list of them", describe(inner)),
        Type::Map(inner) => format!("a map, each value {}", describe(inner)),
        Type::Record(fields) => {
            let names: Vec<&str> = fields.iter().map(|f| f.name).collect();
            format!("a map with {}", list_words(&names))
        }
        Type::Ref(kinds, attribute) => format!("{}, or its {attribute}", kind_list(kinds)),
        Type::Decl(kinds) => kind_list(kinds),
        Type::OneOf(types) => types.iter().map(describe).collect::<Vec<_>>().join(", or "),
        Type::Range(min, max) => format!("a number or a range (`2..10`) between {min} and {max}"),
        Type::Calls(shapes) => {
            let forms: Vec<String> = shapes.iter().map(|s| format!("`{}(…)`", s.name)).collect();
            forms.join(" or ")
        }
        Type::Metric => "a metric of a declaration, such as `Jobs.messages_visible`".into(),
        Type::Json => "any value".into(),
    }
}

fn kind_list(kinds: &[&str]) -> String {
    kinds.iter().map(|k| format!("{} {k}", article(k))).collect::<Vec<_>>().join(" or ")
}

fn bounds(unit: Unit, min: i64, max: i64) -> String {
    let show = |n: i64| unit.measure().show(n as f64 * unit.factor());
    if max == i64::MAX { format!("of at least {}", show(min)) } else { format!("from {} to {}", show(min), show(max)) }
}

/// `a` or `an`, by the word's first letter.
pub fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }
}

/// `` `a`, `b` and `c` ``; a long list is cut.
pub fn list_words(words: &[&str]) -> String {
    const MOST: usize = 24;
    let quoted: Vec<String> = words.iter().take(MOST).map(|w| format!("`{w}`")).collect();
    match quoted.as_slice() {
        [] => "nothing".into(),
        [one] => one.clone(),
        _ if words.len() > MOST => format!("{} and {} more", quoted.join(", "), words.len() - MOST),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
