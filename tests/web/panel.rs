//! The panel in a page: what a script's press can do, and what stands on the screen.
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it says")]

use js_sys::{Date, Promise};
use overt::{Panel, mount};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode, Storage, Window};

const REGISTRY: &str = r##"{"version": 3, "notice": {"version": "2026-11"},
    "purposes": [{"id": "content", "does": "Orders", "why": "So", "youGet": "Less"}],
    "signals": [{"id": "viewed.shelf", "label": "Shelves you opened", "mode": "observed", "place": "thisSite", "evidence": "view",
        "matches": "shelf", "strength": 200, "minConfidence": 150, "purposes": ["content"], "values": [{"id": "romance", "label": "Romance"}]}],
    "slots": [{"id": "for-you", "purpose": "content", "kind": "order", "fallback": "#for-you"}]}"##;

/// A page with the panel open.
struct Page {
    root: ShadowRoot,
    panel: Panel,
    _host: Host,
}

/// The panel's element; with it goes what was stored.
struct Host(HtmlElement);

impl Drop for Host {
    fn drop(&mut self) {
        self.0.remove();
        storage().remove_item("overt").unwrap();
        storage().remove_item("overt.log").unwrap();
    }
}

fn window() -> Window {
    web_sys::window().unwrap()
}

fn storage() -> Storage {
    window().local_storage().unwrap().unwrap()
}

/// What is asked of the panel: a list of forty books, every tenth a romance.
fn request() -> String {
    let items: Vec<String> = (0..40).map(|place| format!(r#"{{"id": "{place}", "label": "Book {place}"}}"#)).collect();
    let starts: Vec<String> = (0..=40).map(|place| place.to_string()).collect();
    let features: Vec<&str> = (0..40).map(|place| if place % 10 == 9 { "1" } else { "0" }).collect();
    let registry = js_sys::JSON::stringify(&REGISTRY.into()).unwrap();
    let (items, starts, features, strengths) = (items.join(","), starts.join(","), features.join(","), ["1000"; 40].join(","));
    format!(
        r#"{{"registry": {registry}, "slot": "for-you", "view": "history", "lang": "en", "lists": [{{"slot": "for-you", "items": [{items}], "shown": 10,
            "names": ["shelf:other", "shelf:romance"], "starts": [{starts}], "features": [{features}], "strengths": [{strengths}]}}]}}"#
    )
}

/// A record in which the purpose is on and five romances were opened today.
fn personal() -> String {
    let now = Date::now();
    let today = (now / 86_400_000.0).floor();
    let until = now + 86_400_000.0;
    format!(
        r#"{{"schema": 1, "device": "dev", "mode": {{"seen": [], "values": []}}, "dials": [], "resets": [],
        "choices": [{{"about": "purpose:content", "register": {{"seen": ["dev:1"], "values": [{{"dot": "dev:1", "is": {{"state": "on"}}}}]}}}}],
        "consents": [{{"about": "content", "register": {{"seen": ["dev:1"], "values": [{{"dot": "dev:1", "is":
            {{"status": "given", "at": 1, "validUntil": {until}, "notice": "2026-11", "registry": 3}}}}]}}}}],
        "learned": [{{"signal": "viewed.shelf", "value": "romance", "label": "", "evidence": [{{"dot": "dev:1", "day": {today}, "count": 5}}]}}],
        "learnedSeen": ["dev:1"]}}"#
    )
}

fn open(record: Option<&str>) -> Page {
    storage().remove_item("overt").unwrap();
    if let Some(record) = record {
        storage().set_item("overt", record).unwrap();
    }
    let document = window().document().unwrap();
    let host: HtmlElement = document.create_element("overt-panel").unwrap().unchecked_into();
    document.body().unwrap().append_child(&host).unwrap();
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
    let panel = mount(root.clone(), &request(), include_str!("../../src/text/en.json"), include_str!("../../src/ui/sheet.css"));
    Page { root, panel, _host: Host(host) }
}

/// Lets the view follow.
async fn follow() {
    let later = Promise::new(&mut |resolve, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 50).unwrap();
    });
    JsFuture::from(later).await.unwrap();
}

impl Page {
    fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).map(|place| found.item(place).unwrap().unchecked_into()).collect()
    }

    /// A script presses a control.
    async fn press(&self, control: &str) {
        let found = self.all(&format!("[data-overt-control=\"{control}\"]"));
        found.first().unwrap().unchecked_ref::<HtmlElement>().click();
        follow().await;
    }

    fn words(&self) -> String {
        self.all(".sheet").first().unwrap().text_content().unwrap_or_default()
    }
}

#[wasm_bindgen_test]
async fn a_press_by_a_script_on_on_loosens_nothing_and_is_shown_as_blocked() {
    let page = open(None);
    page.press("on").await;
    assert_eq!(storage().get_item("overt").unwrap(), None, "nothing was stored, and nothing begins to be");
    assert_eq!(page.all("[data-overt-deed=\"blocked\"]").len(), 1);
    assert!(page.words().contains("tried to turn personalization on. Nothing changed."));
    assert_eq!(page.all("[data-overt-control=\"on\"]").len(), 1, "it is still off");
}

#[wasm_bindgen_test]
async fn a_press_by_a_script_on_off_tightens() {
    let page = open(Some(&personal()));
    let words = page.words();
    assert!(words.contains("You see these because you opened books on the shelf Romance 5 times here today."), "{words}");
    page.press("off").await;
    let stored = storage().get_item("overt").unwrap().unwrap();
    assert!(stored.contains(r#""onlyAllowed":[]"#), "{stored}");
    assert!(page.all("[data-overt-control=\"off\"]").is_empty());
    page.press("on").await;
    assert_eq!(
        storage().get_item("overt").unwrap().unwrap().matches(r#""onlyAllowed":[]"#).count(),
        1,
        "and a script cannot turn it on again"
    );
    assert_eq!(page.all("[data-overt-deed=\"blocked\"]").len(), 1);
}

#[wasm_bindgen_test]
async fn the_shares_on_the_screen_add_up_to_a_thousand() {
    let page = open(Some(&personal()));
    let shares = page.all("[data-overt-thousandths]");
    let share = |e: &Element| e.get_attribute("data-overt-thousandths").unwrap().parse::<i32>().unwrap();
    assert_eq!(shares.iter().map(share).sum::<i32>(), 1000);
    assert!(shares.len() > 1);
    let percents = page.all(".share");
    assert!(percents.iter().all(|p| p.text_content().is_some_and(|t| t.ends_with('%'))), "{}", page.words());
}

#[wasm_bindgen_test]
async fn the_page_hears_of_every_write_and_of_closing() {
    let page = open(Some(&personal()));
    let heard = js_sys::Array::new();
    let hear = {
        let heard = heard.clone();
        wasm_bindgen::closure::Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            heard.push(&event.type_().into());
        })
    };
    for name in ["overt:record", "overt:close"] {
        window().add_event_listener_with_callback(name, hear.as_ref().unchecked_ref()).unwrap();
    }
    page.press("pause").await;
    page.all(".close").first().unwrap().unchecked_ref::<HtmlElement>().click();
    assert_eq!(heard.to_vec(), [JsValue::from("overt:record"), JsValue::from("overt:close")]);
}

#[wasm_bindgen_test]
async fn a_newer_request_is_shown_and_a_dropped_panel_is_gone() {
    let page = open(None);
    storage().set_item("overt", &personal()).unwrap();
    page.panel.refresh(&request());
    follow().await;
    assert!(page.words().contains("You see these because"));
    let root = page.root.clone();
    assert_eq!(root.child_element_count(), 1);
    drop(page);
    assert_eq!(root.child_element_count(), 0);
}
