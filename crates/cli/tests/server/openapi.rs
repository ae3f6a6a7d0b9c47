//! The description of the JSON (OpenAPI 3.1) is what the server answers, to the last field.

use serde_json::{Map, Value};

use crate::site::Site;

/// Returns why a value is not what a schema says, with the place in it.
///
/// Stricter than JSON Schema: a field that no schema names is an error, so that none is left
/// undescribed.
fn differs(doc: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let schema = doc.pointer(name.trim_start_matches('#')).expect(name);
        return differs(doc, schema, value, at);
    }
    if let Some(any) = schema["oneOf"].as_array() {
        let wrong: Vec<String> =
            any.iter().map_while(|schema| differs(doc, schema, value, at)).collect();
        return (wrong.len() == any.len()).then(|| wrong.join(" or "));
    }
    if let Some(all) = schema["allOf"].as_array() {
        let mut whole = Map::from_iter([("type".to_owned(), "object".into())]);
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for part in all {
            let part = part["$ref"].as_str().map_or(Some(part), |name| doc.pointer(&name[1..]));
            let part = part.unwrap();
            properties.extend(part["properties"].as_object().unwrap().clone());
            required.extend(part["required"].as_array().unwrap().clone());
        }
        whole.insert("properties".to_owned(), Value::Object(properties));
        whole.insert("required".to_owned(), Value::Array(required));
        return differs(doc, &Value::Object(whole), value, at);
    }
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    assert!(!types.is_empty(), "{at}: a schema without a type: {schema}");
    let fits = types.contains(&is) || is == "integer" && types.contains(&"number");
    if !fits {
        return Some(format!("{at} is {is}, not {types:?}"));
    }
    if let Some(words) = schema["enum"].as_array().filter(|_| is != "null")
        && !words.contains(value)
    {
        return Some(format!("{at} is {value}, not one of {words:?}"));
    }
    match value {
        Value::Array(items) => items.iter().enumerate().find_map(|(place, item)| {
            differs(doc, &schema["items"], item, &format!("{at}/{place}"))
        }),
        Value::Object(fields) => {
            let missing = schema["required"].as_array().into_iter().flatten();
            let missing =
                missing.filter_map(Value::as_str).find(|&name| !fields.contains_key(name));
            if let Some(missing) = missing {
                return Some(format!("{at}/{missing} is missing"));
            }
            fields.iter().find_map(|(name, field)| {
                let schema = match &schema["properties"][name] {
                    Value::Null => &schema["additionalProperties"],
                    schema => schema,
                };
                match schema.is_object() {
                    true => differs(doc, schema, field, &format!("{at}/{name}")),
                    false => Some(format!("{at}/{name} is not described")),
                }
            })
        }
        _ => None,
    }
}

/// Returns why an answer is not what the description says of its address.
pub fn described(doc: &Value, path: &str, answer: &Value) -> Option<String> {
    let schema = &doc["paths"][path]["get"]["responses"]["200"]["content"]["application/json"];
    differs(doc, &schema["schema"], answer, "")
}

#[test]
fn every_answer_is_as_it_is_described() {
    let site = Site::demo();
    let doc = site.json("/openapi.json");
    assert_eq!(doc["openapi"], "3.1.0");
    assert_eq!(doc["info"]["version"], env!("CARGO_PKG_VERSION"));
    let hits = site.json("/search.json?q=rocks");
    let article = hits[0]["article"]["id"].as_str().unwrap();
    let claim = site.json(&format!("/a/{article}.json"))["claims"][0]["id"].clone();
    let asked = [
        ("/index.json", "/index.json".to_owned()),
        ("/ask.json", "/ask.json?q=Who+is+Mara+Quill+dating?&as_of=2020-12-01".to_owned()),
        ("/ask.json", "/ask.json?q=How+many+times+was+Harbour+Lights+postponed?".to_owned()),
        ("/ask.json", "/ask.json?q=zebra+lighthouse".to_owned()),
        ("/search.json", "/search.json?q=quill&limit=200".to_owned()),
        ("/e/{entity}.json", "/e/Mara%20Quill.json?open=1".to_owned()),
        ("/e/{entity}.json", "/e/The%20Salt%20Road.json".to_owned()),
        ("/e/{entity}/timeline.json", "/e/Mara%20Quill/timeline.json".to_owned()),
        ("/e/{entity}/claims.json", "/e/Mara%20Quill/claims.json?limit=3".to_owned()),
        ("/a/{article}.json", format!("/a/{article}.json?open=1")),
        ("/a/{article}/revisions.json", format!("/a/{article}/revisions.json")),
        ("/c/{claim}.json", format!("/c/{}.json", claim.as_str().unwrap())),
        ("/new.json", "/new.json?since=2020-01-01".to_owned()),
        ("/contradictions.json", "/contradictions.json".to_owned()),
        ("/sources.json", "/sources.json".to_owned()),
        ("/sources.json", "/sources.json?source=Star+Notes".to_owned()),
    ];
    let schema = |path: &str, status: &str, kind: &str| {
        let content = &doc["paths"][path]["get"]["responses"][status];
        let name = content["$ref"].as_str();
        let content = name.map_or(content, |name| doc.pointer(&name[1..]).unwrap());
        content["content"][kind]["schema"].clone()
    };
    for (path, address) in &asked {
        assert_eq!(described(&doc, path, &site.json(address)), None, "{address}");
    }
    let all: Vec<&String> = doc["paths"].as_object().unwrap().keys().collect();
    let unasked = |path: &&&String| !asked.iter().any(|(asked, _)| asked == **path);
    assert_eq!(all.iter().find(unasked), None);

    for address in ["/e/Mara%20Quilt.json", "/e/Quill.json", "/a/a_0.json", "/c/c_0.json"] {
        let problem = site.get(address).problem();
        let wrong = schema("/e/{entity}.json", "404", "application/problem+json");
        assert_eq!(differs(&doc, &wrong, &problem, ""), None, "{address}");
    }
    let missing = schema("/ask.json", "400", "application/problem+json");
    assert_eq!(differs(&doc, &missing, &site.get("/ask.json").problem(), ""), None);
}
