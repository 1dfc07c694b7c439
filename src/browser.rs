//! The browser, as the panel needs it: presses, the sheet of styles, events for the page, dates and numbers.

pub(crate) mod clock;
pub(crate) mod storage;

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Object, Promise, Reflect};
use overt_core::act::Gesture;
use overt_core::record::Trouble;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use wasm_bindgen::{JsCast, throw_val};
use web_sys::{
    CssStyleSheet, CustomEvent, Document, Element, Event, File, HtmlElement, IntersectionObserver, IntersectionObserverEntry, Node,
    ShadowRoot, Window,
};

// By their names: to find out in what kind of page it runs, which `web_sys` does, costs the panel five imports.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static WINDOW: Window;

    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;
}

#[inline(never)]
fn window() -> Window {
    WINDOW.with(Clone::clone)
}

#[inline(never)]
pub(crate) fn document() -> Document {
    DOCUMENT.with(Clone::clone)
}

/// Since when the panel has been visible, on the clock of the page's own events; a script cannot set that clock.
#[derive(Clone, Default)]
pub(crate) struct Visibility(Rc<Cell<Option<f64>>>);

/// Watches until it is dropped.
pub(crate) struct Watch {
    observer: Option<IntersectionObserver>,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

impl Visibility {
    /// Starts to watch an element.
    pub(crate) fn watch(&self, element: &Element) -> Watch {
        let since = self.0.clone();
        let callback = Closure::new(move |entries: Array| {
            for entry in entries.iter().map(|e| e.unchecked_into::<IntersectionObserverEntry>()) {
                let visible = entry.is_intersecting();
                since.set(if visible { since.get().or(Some(entry.time())) } else { None });
            }
        });
        let observer = IntersectionObserver::new(callback.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        Watch { observer, _callback: callback }
    }

    /// For how long it had been visible when the event happened, in milliseconds.
    fn until(&self, event: &Event) -> u32 {
        let Some(since) = self.0.get() else { return 0 };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "casts from floats saturate, and less than nothing is nothing"
        )]
        let visible = (event.time_stamp() - since) as u32;
        visible
    }
}

/// What is known of a press.
pub(crate) fn gesture(event: &Event, root: &ShadowRoot, visibility: &Visibility) -> Gesture {
    let target = event.target().map(|t| t.unchecked_into::<Node>());
    Gesture {
        trusted: event.is_trusted(),
        active: is_active(),
        inside: root.contains(target.as_ref()),
        visible_ms: visibility.until(event),
    }
}

/// Whether a person is at the page. A browser that does not say leaves it to `isTrusted`.
fn is_active() -> bool {
    let activation = get(&window(), "navigator").and_then(|navigator| get(&navigator, "userActivation"));
    activation.is_none_or(|a| get(&a, "isActive").is_some_and(|active| active.is_truthy()))
}

/// A property that is there.
#[inline(never)]
fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|v| !v.is_undefined() && !v.is_null())
}

/// Gives a fresh object a property: it takes every one.
#[inline(never)]
fn put(object: &JsValue, name: &str, value: &JsValue) {
    _ = Reflect::set(object, &name.into(), value);
}

/// What was chosen in the form that an event is about.
pub(crate) fn chosen(event: &Event) -> String {
    event.target().and_then(|t| get(&t, "value")).and_then(|v| v.as_string()).unwrap_or_default()
}

/// Reads the file that was chosen, and hands its text on when it is there.
pub(crate) fn read_file(event: &Event, then: Box<dyn FnOnce(String)>) {
    let file = event.target().and_then(|t| get(&t, "files")).and_then(|files| get(&files, "0"));
    let Some(file) = file else { return };
    let read = Closure::once(move |text: JsValue| then(text.as_string().unwrap_or_default()));
    _ = file.unchecked_ref::<File>().text().unchecked_ref::<Promise>().then(&read);
    // Called once, and then gone.
    read.forget();
}

/// Dresses the shadow root. A sheet that is adopted needs no permission of the page's policy; a `style` element would.
pub(crate) fn dress(root: &ShadowRoot, styles: &str) {
    if let Ok(sheet) = CssStyleSheet::new()
        && sheet.replace_sync(styles).is_ok()
    {
        root.set_adopted_style_sheets(&Array::of1(&sheet));
    }
}

/// Makes the element that the view is mounted into.
pub(crate) fn place(root: &ShadowRoot) -> HtmlElement {
    let place = document().create_element("div").unwrap_or_else(|error| throw_val(error)).unchecked_into::<HtmlElement>();
    place.set_class_name("place");
    if let Err(error) = root.append_child(&place) {
        throw_val(error);
    }
    place
}

/// Tells the page that the record changed, and in which visit, or that it could not be written.
pub(crate) fn tell_record(root: &ShadowRoot, trouble: Option<Trouble>, visit: Option<&str>) {
    let detail = Object::new();
    if let Some(trouble) = trouble {
        put(&detail, "trouble", &trouble.as_str().into());
    }
    if let Some(visit) = visit {
        put(&detail, "visit", &visit.into());
    }
    tell(root, "overt:record", &detail);
}

/// Hands the page a text to be saved as a file on the visitor's device.
pub(crate) fn tell_save(root: &ShadowRoot, text: &str) {
    let detail = Object::new();
    put(&detail, "text", &text.into());
    tell(root, "overt:save", &detail);
}

/// Tells the page how a list would stand, as places in the site's own order.
pub(crate) fn tell_preview(root: &ShadowRoot, slot: &str, order: &[u32]) {
    let detail = Object::new();
    put(&detail, "slot", &slot.into());
    put(&detail, "order", &order.iter().map(|place| JsValue::from(*place)).collect::<Array>());
    tell(root, "overt:preview", &detail);
}

/// Tells the page of something that only the page can do.
pub(crate) fn tell_page(root: &ShadowRoot, name: &str) {
    tell(root, name, &Object::new());
}

fn tell(root: &ShadowRoot, name: &str, detail: &JsValue) {
    let init = Object::new();
    put(&init, "bubbles", &JsValue::TRUE);
    put(&init, "composed", &JsValue::TRUE);
    put(&init, "detail", detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, init.unchecked_ref()) {
        // Fails only for an event that is being dispatched already; this one is new.
        let _ = root.host().dispatch_event(&event);
    }
}

/// Keeps a keyboard in the part of the panel where it was, once the view has followed, if what was pressed is gone then.
pub(crate) fn keep_focus(event: &Event) {
    let Some(pressed) = event.target().map(|t| t.unchecked_into::<Element>()) else { return };
    let part = pressed.closest("[data-overt-group]").ok().flatten().map(|p| p.unchecked_into::<HtmlElement>());
    let after = Closure::once_into_js(move || {
        if let (false, Some(part)) = (pressed.is_connected(), part) {
            // An element that cannot take the focus leaves it where it is.
            let _ = part.focus();
        }
    });
    // Fails only where there is no page to draw, and so no focus to keep.
    let _ = window().request_animation_frame(after.unchecked_ref());
}
