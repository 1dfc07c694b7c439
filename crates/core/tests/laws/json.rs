//! The reader and writer of JSON, side by side with serde_json.

use overt_core::json::{Value, from_text, parse, to_text};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value as Theirs;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

/// What serde_json reads, as this reader would say it.
fn ours(theirs: &Theirs) -> Value {
    match theirs {
        Theirs::Null => Value::Null,
        Theirs::Bool(bool) => Value::Bool(*bool),
        Theirs::Number(number) => number.as_i64().map_or_else(|| Value::Fraction(number.to_string()), Value::Number),
        Theirs::String(text) => Value::Text(text.clone()),
        Theirs::Array(items) => Value::List(items.iter().map(ours).collect()),
        Theirs::Object(fields) => Value::Object(fields.iter().map(|(n, v)| (n.clone(), ours(v))).collect()),
    }
}

/// The same with the fields by name, each once, the last one counting; serde_json keeps no order.
fn sorted(value: Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.into_iter().map(sorted).collect()),
        Value::Object(fields) => {
            let map: std::collections::BTreeMap<String, Value> = fields.into_iter().map(|(n, v)| (n, sorted(v))).collect();
            Value::Object(map.into_iter().collect())
        }
        other => other,
    }
}

/// The same without what fractions are: they are kept as written here, and counted there.
fn without_fractions(value: Value) -> Value {
    match value {
        Value::Fraction(_) => Value::Fraction(String::new()),
        Value::List(items) => Value::List(items.into_iter().map(without_fractions).collect()),
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(n, v)| (n, without_fractions(v))).collect()),
        other => other,
    }
}

/// That both read the same, or neither reads anything.
fn assert_same(text: &str) {
    match (parse(text), serde_json::from_str::<Theirs>(text)) {
        (Ok(mine), Ok(theirs)) => assert_eq!(without_fractions(sorted(mine)), without_fractions(sorted(ours(&theirs))), "{text}"),
        (Err(fault), Err(_)) => assert_eq!(fault.expected, "JSON"),
        (mine, theirs) => panic!("{text:?}: {mine:?} here, {theirs:?} there"),
    }
}

fn any_document() -> impl Strategy<Value = Theirs> {
    let leaf = prop_oneof![
        Just(Theirs::Null),
        any::<bool>().prop_map(Theirs::from),
        any::<i64>().prop_map(Theirs::from),
        any::<u64>().prop_map(Theirs::from),
        (-1e9..1e9).prop_map(|f: f64| Theirs::from(f + 0.5)),
        any::<String>().prop_map(Theirs::from),
    ];
    leaf.prop_recursive(6, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Theirs::from),
            vec((any::<String>(), inner), 0..6).prop_map(|fields| Theirs::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(crate::world::config())]

    #[test]
    fn a_document_reads_as_serde_json_reads_it(document in any_document()) {
        assert_same(&serde_json::to_string(&document).unwrap());
        assert_same(&serde_json::to_string_pretty(&document).unwrap());
    }

    #[test]
    fn a_damaged_document_is_refused_as_serde_json_refuses_it(document in any_document(), at in any::<prop::sample::Index>(), with in r#"[\[\]{},:"\\0-9eE+.\- tfnu/]{0,3}"#) {
        let mut characters: Vec<char> = serde_json::to_string(&document).unwrap().chars().collect();
        let at = at.index(characters.len());
        characters.splice(at..=at, with.chars());
        let text: String = characters.into_iter().collect();
        // Known and meant: half a pair is a character here, -0 is 0, and what is beyond a float is still a number.
        let half = text.to_lowercase().contains("\\ud");
        let exponent = text.as_bytes().windows(2).any(|w| w[0].is_ascii_digit() && matches!(w[1], b'e' | b'E'));
        if half || exponent || text.contains("-0") {
            return Ok(());
        }
        assert_same(&text);
    }

    #[test]
    fn what_is_written_reads_back(text in any::<String>(), numbers in vec(any::<i64>(), 0..5), list in vec(proptest::option::of(any::<bool>()), 0..5)) {
        prop_assert_eq!(from_text::<String>(&to_text(&text)), Ok(text.clone()));
        prop_assert_eq!(serde_json::from_str::<String>(&to_text(&text)).unwrap(), text);
        prop_assert_eq!(from_text::<Vec<i64>>(&to_text(&numbers)), Ok(numbers));
        prop_assert_eq!(from_text::<Vec<Option<bool>>>(&to_text(&list)), Ok(list));
    }
}

proptest! {
    #![proptest_config(crate::world::config())]

    #[test]
    fn a_value_written_reads_back_with_its_fields_in_order(document in any_document()) {
        let value = parse(&serde_json::to_string(&document).unwrap()).unwrap();
        let text = to_text(&value);
        let again = parse(&text).unwrap();
        prop_assert_eq!(sorted(again.clone()), sorted(value));
        prop_assert_eq!(to_text(&again), text, "canonical text is written as it is read");
        assert_in_order(&again);
    }
}

fn assert_in_order(value: &Value) {
    match value {
        Value::List(items) => items.iter().for_each(assert_in_order),
        Value::Object(fields) => {
            let names: Vec<Vec<u16>> = fields.iter().map(|(name, _)| name.encode_utf16().collect()).collect();
            assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
            fields.iter().for_each(|(_, value)| assert_in_order(value));
        }
        _ => {}
    }
}

/// The example of RFC 8785, 3.2.3: by UTF-16 code units an emoji stands before U+FB33, and by bytes after it.
#[test]
fn fields_stand_in_the_order_of_rfc_8785() {
    let names = ["\\u20ac", "\\r", "\\ufb33", "1", "\\ud83d\\ude00", "\\u0080", "\\u00f6"];
    let values = [
        "Euro Sign",
        "Carriage Return",
        "Hebrew Letter Dalet With Dagesh",
        "One",
        "Emoji: Grinning Face",
        "Control",
        "Latin Small Letter O With Diaeresis",
    ];
    let text: Vec<String> = names.iter().zip(values).map(|(name, value)| format!("\"{name}\" : \"{value}\"")).collect();
    let value = parse(&format!("{{ {} }}", text.join(" , "))).unwrap();
    assert_eq!(
        to_text(&value),
        [
            r#"{"\r":"Carriage Return","1":"One","#,
            "\"\u{80}\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",",
            "\"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}",
        ]
        .concat()
    );
}

/// RFC 8785, 3.2.2: no spaces, the shortest escapes, and the words of JSON.
#[test]
fn a_value_is_written_without_spaces_and_with_the_shortest_escapes() {
    let text =
        r#" { "string" : "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/" , "literals" : [ null , true , false ] , "a" : 1 , "a" : -20 } "#;
    assert_eq!(to_text(&parse(text).unwrap()), r#"{"a":-20,"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"#);
}

#[test]
fn a_number_that_is_not_read_is_kept_as_it_was_written() {
    for text in ["1.50", "-0.0", "1e999", "18446744073709551616"] {
        assert_eq!(to_text(&parse(text).unwrap()), text);
    }
}

#[test]
fn tricky_documents() {
    let same = [
        r#""\"\\\/\b\f\n\r\t""#,
        r#""\u0041\u00e9\u20AC""#,
        r#""\ud83d\ude00""#,
        r#""\uD83D\uDE00!""#,
        r#""\u0000""#,
        "\"\u{7f}\u{2028}é😀\"",
        "\"tab\there\"",
        "\"line\nbreak\"",
        r#""\x""#,
        r#""\u12g4""#,
        r#""\u12"#,
        r#""\"#,
        r#"""#,
        "",
        " ",
        " 1 ",
        "\u{feff}1",
        "\u{a0}1",
        "\t\r\n[ 1 , 2 ]\n",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[",
        "]",
        "{}",
        "{,}",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":1,}"#,
        r#"{a:1}"#,
        r#"{"a":1 "b":2}"#,
        r#"{"a":1,"a":2}"#,
        r#"{"":{"":[]}}"#,
        r#"{1:2}"#,
        "nul",
        "null",
        "nulll",
        "True",
        "true false",
        "NaN",
        "Infinity",
        "undefined",
        "0",
        "00",
        "01",
        "-",
        "--1",
        "+1",
        ".5",
        "1.",
        "1.5",
        "1e5",
        "1E+5",
        "1e",
        "1e+",
        "0x1",
        "1_000",
        "-1",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "123456789012345678901234567890",
        "/* */ 1",
        "1 // no",
        "'a'",
    ];
    same.into_iter().for_each(assert_same);
}

#[test]
fn where_it_differs_from_serde_json_it_is_meant() {
    // Browsers write half pairs where text was cut; a record must not become unreadable by that.
    for half in [r#""\ud83d""#, r#""\ude00""#, r#""\ud83d\ud83d""#] {
        assert!(parse(half).unwrap().as_text().unwrap().chars().all(|c| c == '\u{FFFD}'));
    }
    assert_eq!(parse(r#""\ud83dx""#), Ok(Value::Text("\u{FFFD}x".into())));
    assert_eq!(parse(r#""\ud83d\u0041""#), Ok(Value::Text("\u{FFFD}A".into())));
    assert_eq!(parse("-0"), Ok(Value::Number(0)));
    assert_eq!(parse("1e999"), Ok(Value::Fraction("1e999".into())), "nothing here counts in fractions");
}

#[test]
fn nesting_has_an_end() {
    let nested = |depth: usize| [vec!["["; depth], vec!["]"; depth]].concat().concat();
    assert!(parse(&nested(32)).is_ok());
    assert!(parse(&nested(33)).is_err());
    let objects = |depth: usize| format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
    assert!(parse(&objects(31)).is_ok());
    assert!(parse(&objects(32)).is_err());
    assert!(parse(&"[".repeat(10_000_000)).is_err());
}

#[test]
fn of_fields_with_the_same_name_the_last_counts() {
    let value = parse(r#"{"a":1,"b":2,"a":3}"#).unwrap();
    assert_eq!(value.get("a"), &Value::Number(3));
    assert_eq!(value.get("c"), &Value::Null);
    assert_eq!(parse("[]").unwrap().get("a"), &Value::Null);
}

#[test]
fn a_fault_says_where() {
    let place = |text: &str| parse(text).unwrap_err().path;
    assert_eq!(place("{\"a\": 1,\n  \"b\" 2}"), "line 2, column 7");
    assert_eq!(place(""), "line 1, column 1");
    let fault = from_text::<Vec<Vec<bool>>>("[[true],[true,0]]").unwrap_err();
    assert_eq!((fault.path.as_str(), fault.expected), ("[1][1]", "true or false"));
}
