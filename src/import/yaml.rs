//! Templates in YAML: events to values, with anchors and merge keys resolved, short forms written long, comments kept.

use super::reader::{Builder, DEPTH, Fault};
use super::scalar;
use super::value::{Comments, Entry, Kind, Value};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use granit_parser::{Event, Options, Parser, Placement, ScalarStyle, Span as Place, Tag};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// A list or a map whose end has not come yet.
struct Open {
    start: usize,
    anchor: usize,
    tag: Option<SmolStr>,
    comments: Comments,
    kind: Inside,
}

enum Inside {
    List(Vec<Value>),
    /// The entries, and the key that waits for its value.
    Map(Vec<Entry>, Option<(SmolStr, Span)>),
}

struct Reader<'t, 'b> {
    text: &'t str,
    builder: &'b mut Builder,
    open: Vec<Open>,
    anchors: FxHashMap<usize, (Value, usize)>,
    /// Comments that wait for what they stand before.
    pending: Vec<SmolStr>,
    /// Where the last value ended.
    last_end: usize,
    root: Option<Value>,
}

/// The value that a YAML text holds: that of its first document.
pub fn read(text: &str, builder: &mut Builder) -> Result<Value, Fault> {
    let mut options = Options::default();
    options.max_buffered_comment_events = usize::MAX >> 8;
    // a block at the end of a file without a line end has none, as CloudFormation reads it
    options.block_scalar_eof_without_line_feed = true;
    options.flow_nesting_limit = DEPTH;
    options.block_nesting_limit = DEPTH;
    let anchors = FxHashMap::default();
    let mut reader = Reader { text, builder, open: Vec::new(), anchors, pending: Vec::new(), last_end: 0, root: None };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, place) = event.map_err(|error| {
            let at = error.marker().byte_offset().unwrap_or(0);
            Fault { start: at, end: at, message: format!("this is no YAML: {}", error.kind()), help: None }
        })?;
        if matches!(event, Event::DocumentEnd) {
            break;
        }
        reader.event(event, place)?;
    }
    let behind = std::mem::take(&mut reader.pending);
    let mut root = reader.root.ok_or_else(|| Fault {
        start: 0,
        end: 0,
        message: "there is nothing in this template".into(),
        help: Some("a template has at least `Resources:`".into()),
    })?;
    root.comments.before.extend(behind);
    Ok(root)
}

impl Reader<'_, '_> {
    fn event(&mut self, event: Event<'_>, place: Place) -> Result<(), Fault> {
        let start = place.start.byte_offset().unwrap_or(0);
        let end = place.end.byte_offset().unwrap_or(start);
        match event {
            Event::Comment(text, placement) => self.comment(&text, placement, start),
            Event::Scalar(text, style, anchor, tag) => {
                self.builder.count(1, start)?;
                self.scalar(&text, style, anchor, tag.as_deref(), (start, end))?;
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.begin(start, anchor, tag.as_deref(), Inside::List(Vec::new()))?;
            }
            Event::MappingStart(_, anchor, tag) => {
                self.begin(start, anchor, tag.as_deref(), Inside::Map(Vec::new(), None))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(end)?,
            Event::Alias(id) => {
                let Some((value, size)) = self.anchors.get(&id).cloned() else {
                    return Err(fault(start, end, "this alias is used inside of what it stands for"));
                };
                self.builder.count(size, start)?;
                self.value(value, start)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn comment(&mut self, text: &str, placement: Placement, start: usize) {
        let text = SmolStr::from(text.strip_prefix(' ').unwrap_or(text).trim_end());
        let same_line = self.last_end <= start && !self.text[self.last_end..start].contains('\n');
        if placement == Placement::Right
            && same_line
            && let Some(value) = self.last()
            && value.comments.behind.is_none()
        {
            value.comments.behind = Some(text);
            return;
        }
        self.pending.push(text);
    }

    /// The value that was read last, if it stands in what is open.
    fn last(&mut self) -> Option<&mut Value> {
        match &mut self.open.last_mut()?.kind {
            Inside::List(items) => items.last_mut(),
            Inside::Map(_, Some(_)) => None,
            Inside::Map(entries, None) => entries.last_mut().map(|e| &mut e.value),
        }
    }

    fn begin(&mut self, start: usize, anchor: usize, tag: Option<&Tag>, kind: Inside) -> Result<(), Fault> {
        self.builder.count(1, start)?;
        if self.open.len() >= DEPTH {
            let message = format!("this is nested in more than {DEPTH} others, which no template is");
            return Err(fault(start, start, &message));
        }
        if matches!(self.open.last(), Some(Open { kind: Inside::Map(_, None), .. })) {
            return Err(fault(start, start, "the key of a map is a text in every template, and this is none"));
        }
        let comments = Comments { before: std::mem::take(&mut self.pending), behind: None };
        self.open.push(Open { start, anchor, tag: tag.map(short_form), comments, kind });
        Ok(())
    }

    fn end(&mut self, end: usize) -> Result<(), Fault> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let span = Span::new(self.builder.file, open.start, end.max(open.start));
        let kind = match open.kind {
            Inside::List(items) => Kind::List(items),
            Inside::Map(entries, _) => {
                let entries = self.merged(entries)?;
                Kind::Map(self.builder.without_repeats(entries))
            }
        };
        let comments = open.comments;
        let mut value = Value { span, comments, kind };
        if let Some(tag) = open.tag.filter(|t| !t.is_empty()) {
            let comments = std::mem::take(&mut value.comments);
            value = Value { comments, ..Value::single(tag, value) };
        }
        self.remember(open.anchor, &value);
        self.put(value);
        self.last_end = end;
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        (start, end): (usize, usize),
    ) -> Result<(), Fault> {
        let span = Span::new(self.builder.file, start, end);
        let is_key = matches!(self.open.last(), Some(Open { kind: Inside::Map(_, None), .. }));
        let quoted = style != ScalarStyle::Plain;
        let kind = match tag {
            None if quoted || is_key => Kind::Text(text.into()),
            None => {
                if scalar::is_odd(text) {
                    self.odd(text, span);
                }
                scalar::plain(text)
            }
            Some(tag) => tagged(tag, text),
        };
        let value = match tag.map(short_form).filter(|t| !t.is_empty()) {
            Some(name) => Value::single(name.clone(), argument(&name, text, span)),
            None => Value::new(span, kind),
        };
        self.remember(anchor, &value);
        self.value(value, start)?;
        self.last_end = end;
        Ok(())
    }

    fn odd(&mut self, text: &str, span: Span) {
        if let Kind::Number(number) = scalar::plain(text) {
            let message = format!("`{text}` is the number {number} in YAML 1.1");
            let help = "put it in quotes, in the template, where the text is meant";
            self.builder.warnings.push(Diagnostic::warning(&codes::ODD_TEMPLATE, span, message).help(help));
        }
    }

    /// Takes a value into what is open, with the comments before it; where a key is wanted it is one.
    fn value(&mut self, mut value: Value, start: usize) -> Result<(), Fault> {
        if let Some(Open { kind: Inside::Map(_, key @ None), .. }) = self.open.last_mut() {
            let Some(text) = value.as_str() else {
                return Err(fault(start, start, "the key of a map is a text in every template, and this is none"));
            };
            *key = Some((text.into(), value.span));
            return Ok(());
        }
        value.comments.before.extend(std::mem::take(&mut self.pending));
        self.put(value);
        Ok(())
    }

    fn put(&mut self, value: Value) {
        match self.open.last_mut().map(|o| &mut o.kind) {
            Some(Inside::List(items)) => items.push(value),
            Some(Inside::Map(entries, key)) => {
                if let Some((key, key_span)) = key.take() {
                    entries.push(Entry { key, key_span, value });
                }
            }
            None => self.root = Some(value),
        }
    }

    fn remember(&mut self, anchor: usize, value: &Value) {
        if anchor > 0 {
            let mut plain = value.clone();
            plain.comments = Comments::default();
            let size = size(&plain);
            self.anchors.insert(anchor, (plain, size));
        }
    }

    /// `<<: *defaults`: the entries of other maps, where this one has none of its own.
    fn merged(&mut self, entries: Vec<Entry>) -> Result<Vec<Entry>, Fault> {
        if !entries.iter().any(|e| e.key == "<<") {
            return Ok(entries);
        }
        let (merges, own): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(|e| e.key == "<<");
        let mut all: Vec<Entry> = Vec::new();
        for merge in merges {
            let sources = match merge.value.kind {
                Kind::List(items) => items,
                kind => vec![Value { kind, ..Value::new(merge.value.span, Kind::Null) }],
            };
            for source in sources {
                let (start, end) = (source.span.start() as usize, source.span.end() as usize);
                let Kind::Map(inner) = source.kind else {
                    return Err(fault(start, end, "`<<` takes a map, or a list of maps"));
                };
                for entry in inner {
                    if !own.iter().chain(&all).any(|e| e.key == entry.key) {
                        all.push(entry);
                    }
                }
            }
        }
        all.extend(own);
        Ok(all)
    }
}

fn fault(start: usize, end: usize, message: &str) -> Fault {
    Fault { start, end, message: message.into(), help: None }
}

/// How many values a value is.
fn size(value: &Value) -> usize {
    match &value.kind {
        Kind::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Kind::Map(entries) => 1 + entries.iter().map(|e| size(&e.value)).sum::<usize>(),
        _ => 1,
    }
}

/// `!Sub` is `Fn::Sub`; empty for the tags of YAML itself.
fn short_form(tag: &Tag) -> SmolStr {
    match (tag.handle(), tag.suffix()) {
        ("!", "") => SmolStr::default(),
        ("!", name @ ("Ref" | "Condition")) => name.into(),
        ("!", name) => format!("Fn::{name}").into(),
        _ => SmolStr::default(),
    }
}

/// The argument of a short form that is written as a scalar: always a text.
fn argument(name: &str, text: &str, span: Span) -> Value {
    match text.split_once('.').filter(|_| name == "Fn::GetAtt") {
        Some((id, attribute)) => {
            let parts = [id, attribute].map(|part| Value::text(span, part));
            Value::new(span, Kind::List(parts.into()))
        }
        None => Value::text(span, text),
    }
}

/// `!!str 5` and the like.
fn tagged(tag: &Tag, text: &str) -> Kind {
    match tag.suffix() {
        "null" => Kind::Null,
        "bool" | "int" | "float" => scalar::plain(text),
        _ => Kind::Text(text.into()),
    }
}
