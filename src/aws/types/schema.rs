//! The schema of a value: its types, its properties and what limits it, as keywords of JSON Schema (draft 7) and a few that
//! cfn-lint adds.

use super::store::{self, List, Literal, Map, Place};

/// What a value must be. Copying costs nothing; each question reads the file anew, in nanoseconds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Schema(Place);

/// The types that a value may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Types(pub u8);

impl Types {
    pub const STRING: Types = Types(1);
    pub const NUMBER: Types = Types(2);
    pub const INTEGER: Types = Types(4);
    pub const BOOLEAN: Types = Types(8);
    pub const LIST: Types = Types(16);
    pub const OBJECT: Types = Types(32);
    pub const NULL: Types = Types(64);
    pub const ANY: Types = Types(127);
    const WORDS: [(Types, &'static str); 7] = [
        (Types::STRING, "text"),
        (Types::NUMBER, "a number"),
        (Types::INTEGER, "a whole number"),
        (Types::BOOLEAN, "`true` or `false`"),
        (Types::LIST, "a list"),
        (Types::OBJECT, "a map"),
        (Types::NULL, "`null`"),
    ];

    /// Whether some type is in both.
    pub fn meets(self, other: Types) -> bool {
        self.0 & other.0 != 0
    }

    /// What each is called in a message.
    pub fn words(self) -> Vec<&'static str> {
        Self::WORDS.iter().filter(|(t, _)| self.meets(*t)).map(|(_, word)| *word).collect()
    }
}

/// One thing that a schema says. Numbers are bounds, both inclusive unless named otherwise.
#[derive(Clone, Copy, Debug)]
pub enum Keyword {
    Types(Types),
    Properties(Schemas),
    /// By regular expressions that the names match.
    PatternProperties(Schemas),
    /// What properties must be that are not named.
    AdditionalProperties(Schema),
    Required(List),
    Values(List),
    /// Values whose case does not matter.
    AnyCaseValues(List),
    Value(Literal),
    Pattern(&'static str),
    Format(&'static str),
    MinLength(u64),
    MaxLength(u64),
    Minimum(Literal),
    Maximum(Literal),
    ExclusiveMinimum(Literal),
    ExclusiveMaximum(Literal),
    MultipleOf(Literal),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    /// Items that have the same values of all these properties are the same.
    UniqueKeys(List),
    Items(Schema),
    PrefixItems(List),
    Contains(Schema),
    MinProperties(u64),
    MaxProperties(u64),
    PropertyNames(Schema),
    AllOf(List),
    AnyOf(List),
    OneOf(List),
    Not(Schema),
    If(Schema),
    Then(Schema),
    Else(Schema),
    /// Who has this property needs those.
    DependentRequired(Map),
    /// Who has this property must not have those.
    DependentExcluded(Map),
    /// Who has this property must be like that.
    DependentSchemas(Schemas),
    /// Exactly one of these.
    RequiredXor(List),
    /// At least one of these.
    RequiredOr(List),
    /// Values gathered from here and from resources that are referred to: what to gather, who leads, the schema of it all.
    Gather(List),
    /// Where intrinsics are compared as they are written.
    AsWritten(Schema),
    MaxUniqueItems(u64),
    /// The order of items means nothing.
    Unordered,
    /// A schema for each region.
    Regions(Schemas),
}

/// Schemas by name.
#[derive(Clone, Copy, Debug)]
pub struct Schemas(Map);

impl Schemas {
    pub fn get(self, name: &str) -> Option<Schema> {
        self.0.get(name).map(Schema::at)
    }

    pub fn names(self) -> impl Iterator<Item = &'static str> + Clone {
        self.0.map(|(name, _)| name)
    }
}

impl Iterator for Schemas {
    type Item = (&'static str, Schema);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, place)| (name, Schema::at(place)))
    }
}

const TYPE: u64 = 1;
const PROPERTIES: u64 = 2;
const SELF: u64 = 40;
/// The tags of the schemas that take nothing, and that take everything.
const NOTHING: u8 = 1;
const EVERYTHING: u8 = 2;

impl Schema {
    pub(super) fn at(place: Place) -> Schema {
        let schema = Schema(place);
        match schema.raw().next() {
            Some((SELF, number)) => Schema(store::cycle(number)),
            _ => schema,
        }
    }

    /// A schema by its place, such as [`Keyword::Gather`] has.
    pub fn of(place: Place) -> Schema {
        Schema::at(place)
    }

    /// A schema of a list, such as [`Keyword::AllOf`] has.
    pub fn each(list: List) -> impl Iterator<Item = Schema> + Clone {
        list.map(Schema::at)
    }

    /// Whether no value is allowed.
    pub fn is_never(self) -> bool {
        self.0.tag() == NOTHING
    }

    /// Whether every value is allowed.
    pub fn is_always(self) -> bool {
        self.0.tag() == EVERYTHING
    }

    fn raw(self) -> impl Iterator<Item = (u64, u64)> {
        let mut cursor = self.0.cursor();
        let count = if self.0.tag() == 8 { cursor.number() } else { 0 };
        (0..count).map(move |_| (cursor.number(), cursor.number()))
    }

    fn find(self, wanted: u64) -> Option<u64> {
        self.raw().find(|(code, _)| *code == wanted).map(|(_, value)| value)
    }

    /// All that it says, in a fixed order: types first.
    pub fn keywords(self) -> impl Iterator<Item = Keyword> {
        self.raw().filter_map(|(code, value)| keyword(code, value))
    }

    /// The types that it names itself; all if it names none.
    pub fn types(self) -> Types {
        self.find(TYPE).map_or(Types::ANY, |bits| Types(bits as u8))
    }

    /// The properties that it names itself, sorted by name.
    pub fn properties(self) -> Option<Schemas> {
        self.find(PROPERTIES).map(|place| Schemas(Place(place as u32).map()))
    }

    pub fn property(self, name: &str) -> Option<Schema> {
        self.properties()?.get(name)
    }

    /// The names of the properties that must be there.
    pub fn required(self) -> impl Iterator<Item = &'static str> {
        self.keywords()
            .filter_map(|k| if let Keyword::Required(list) = k { Some(list) } else { None })
            .flat_map(List::texts)
    }

    /// The schema of a list's items.
    pub fn items(self) -> Option<Schema> {
        self.keywords().find_map(|k| if let Keyword::Items(schema) = k { Some(schema) } else { None })
    }

    /// The format of a text, such as `AWS::EC2::Subnet.Id` or `date-time`.
    pub fn format(self) -> Option<&'static str> {
        self.keywords().find_map(|k| if let Keyword::Format(format) = k { Some(format) } else { None })
    }

    /// The formats that a value may have: its own, and those of which any will do.
    pub fn formats(self) -> Vec<&'static str> {
        let any = self.keywords().filter_map(|k| if let Keyword::AnyOf(list) = k { Some(list) } else { None });
        self.format().into_iter().chain(any.flat_map(|list| Schema::each(list).filter_map(Schema::format))).collect()
    }

    /// The values of an enumeration, as text.
    pub fn values(self) -> impl Iterator<Item = String> {
        let list = self.keywords().filter_map(|k| match k {
            Keyword::Values(list) | Keyword::AnyCaseValues(list) => Some(list),
            _ => None,
        });
        list.flat_map(List::literals).map(|value| value.to_string())
    }

    /// The properties by which a value's shape is told, of itself and of all that it is combined with.
    pub fn all_properties(self) -> Vec<(&'static str, Schema)> {
        let mut found = Vec::new();
        self.gather(&mut found, 0);
        found
    }

    fn gather(self, found: &mut Vec<(&'static str, Schema)>, depth: u8) {
        const DEEPEST: u8 = 4;
        for keyword in self.keywords() {
            match keyword {
                Keyword::Properties(schemas) => {
                    for (name, schema) in schemas {
                        if !found.iter().any(|(n, _)| *n == name) && !schema.is_never() {
                            found.push((name, schema));
                        }
                    }
                }
                Keyword::AllOf(list) | Keyword::AnyOf(list) | Keyword::OneOf(list) if depth < DEEPEST => {
                    Schema::each(list).for_each(|schema| schema.gather(found, depth + 1));
                }
                _ => {}
            }
        }
    }
}

fn keyword(code: u64, value: u64) -> Option<Keyword> {
    use Keyword::*;
    let place = Place(value as u32);
    let schema = || Schema::at(place);
    let schemas = || self::Schemas(place.map());
    Some(match code {
        TYPE => Types(self::Types(value as u8)),
        PROPERTIES => Properties(schemas()),
        3 => PatternProperties(schemas()),
        4 => AdditionalProperties(schema()),
        5 => Required(place.list()),
        6 => Values(place.list()),
        7 => AnyCaseValues(place.list()),
        8 => Value(place.literal()),
        9 => Pattern(place.text()),
        10 => Format(place.text()),
        11 => MinLength(value),
        12 => MaxLength(value),
        13 => Minimum(place.literal()),
        14 => Maximum(place.literal()),
        15 => ExclusiveMinimum(place.literal()),
        16 => ExclusiveMaximum(place.literal()),
        17 => MultipleOf(place.literal()),
        18 => MinItems(value),
        19 => MaxItems(value),
        20 => UniqueItems,
        21 => UniqueKeys(place.list()),
        22 => Items(schema()),
        23 => PrefixItems(place.list()),
        24 => Contains(schema()),
        25 => MinProperties(value),
        26 => MaxProperties(value),
        27 => PropertyNames(schema()),
        28 => AllOf(place.list()),
        29 => AnyOf(place.list()),
        30 => OneOf(place.list()),
        31 => Not(schema()),
        32 => If(schema()),
        33 => Then(schema()),
        34 => Else(schema()),
        35 => DependentRequired(place.map()),
        36 => DependentExcluded(place.map()),
        37 => DependentSchemas(schemas()),
        38 => RequiredXor(place.list()),
        39 => RequiredOr(place.list()),
        41 => Gather(place.list()),
        42 => AsWritten(schema()),
        43 => MaxUniqueItems(value),
        44 => Unordered,
        45 => Regions(schemas()),
        _ => return None,
    })
}

impl std::fmt::Display for Literal {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Literal::Null => f.write_str("null"),
            Literal::Bool(b) => write!(f, "{b}"),
            Literal::Int(n) => write!(f, "{n}"),
            Literal::Float(n) => write!(f, "{n}"),
            Literal::Text(text) => f.write_str(text),
            Literal::List(_) => f.write_str("a list"),
            Literal::Map(_) => f.write_str("a map"),
        }
    }
}
