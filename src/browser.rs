//! The browser, as the panel needs it: presses, the sheet of styles, events for the page, dates and numbers.

pub(crate) mod clock;
pub(crate) mod storage;

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Object, Reflect};
use overt_core::act::Gesture;
use overt_core::record::Trouble;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen::{JsCast, throw_val};
use web_sys::{
    CssStyleSheet, CustomEvent, CustomEventInit, Element, Event, HtmlElement, HtmlSelectElement, IntersectionObserver,
    IntersectionObserverEntry, Node, ShadowRoot,
};

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
            for entry in entries.iter().filter_map(|e| e.dyn_into::<IntersectionObserverEntry>().ok()) {
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
    let target = event.target().and_then(|t| t.dyn_into::<Node>().ok());
    Gesture {
        trusted: event.is_trusted(),
        active: is_active(),
        inside: root.contains(target.as_ref()),
        visible_ms: visibility.until(event),
    }
}

/// Whether a person is at the page. A browser that does not say leaves it to `isTrusted`.
fn is_active() -> bool {
    let activation = web_sys::window().and_then(|w| get(&w.navigator(), "userActivation"));
    activation.is_none_or(|a| get(&a, "isActive").is_some_and(|active| active.is_truthy()))
}

/// A property that is there.
fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|v| !v.is_undefined() && !v.is_null())
}

/// What was chosen in the form that an event is about.
pub(crate) fn chosen(event: &Event) -> String {
    let form = event.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok());
    form.map(|f| f.value()).unwrap_or_default()
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
    let made = web_sys::window().and_then(|w| w.document()).map(|d| d.create_element("div"));
    let place = match made {
        Some(Ok(element)) => element.unchecked_into::<HtmlElement>(),
        Some(Err(error)) => throw_val(error),
        None => throw_val("no document".into()),
    };
    place.set_class_name("place");
    if let Err(error) = root.append_child(&place) {
        throw_val(error);
    }
    place
}

/// Tells the page that the record changed, or could not be written.
pub(crate) fn tell_record(root: &ShadowRoot, trouble: Option<Trouble>) {
    let detail = Object::new();
    if let Some(trouble) = trouble {
        // A fresh object takes every property.
        let _ = Reflect::set(&detail, &"trouble".into(), &trouble.as_str().into());
    }
    tell(root, "overt:record", &detail);
}

/// Asks the page to close the panel.
pub(crate) fn tell_close(root: &ShadowRoot) {
    tell(root, "overt:close", &JsValue::NULL);
}

fn tell(root: &ShadowRoot, name: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        // Fails only for an event that is being dispatched already; this one is new.
        let _ = root.host().dispatch_event(&event);
    }
}

/// Keeps a keyboard in the part of the panel where it was, once the view has followed, if what was pressed is gone then.
pub(crate) fn keep_focus(event: &Event) {
    let Some(pressed) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else { return };
    let part = pressed.closest("[data-overt-group]").ok().flatten().and_then(|p| p.dyn_into::<HtmlElement>().ok());
    let after = Closure::once_into_js(move || {
        if let (false, Some(part)) = (pressed.is_connected(), part) {
            // An element that cannot take the focus leaves it where it is.
            let _ = part.focus();
        }
    });
    if let Some(window) = web_sys::window() {
        // Fails only where there is no page to draw, and so no focus to keep.
        let _ = window.request_animation_frame(after.unchecked_ref());
    }
}
