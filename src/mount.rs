//! Wires the rooms together: the session to the browser, the view to the session.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use overt_core::json::{Value, parse};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::ShadowRoot;

use crate::browser::clock::{BrowserCalendar, BrowserClock};
use crate::browser::storage::LocalStorage;
use crate::browser::{self, Visibility, Watch};
use crate::gesture::Press;
use crate::perform::{Effect, perform};
use crate::session::Session;
use crate::text::{Say, Words};
use crate::ui::{Hands, Ui};

/// A panel that is mounted; dropped, it is gone.
#[wasm_bindgen]
pub struct Panel {
    session: Rc<RefCell<Session>>,
    ui: Ui,
    _watch: Watch,
    place: web_sys::HtmlElement,
}

/// Mounts the panel into an open shadow root and shows what the request asks for, in the words of one of the files of `text`, dressed by these styles.
#[wasm_bindgen]
pub fn mount(root: ShadowRoot, request: &str, words: &str, styles: &str) -> Panel {
    browser::dress(&root, styles);
    let lang = parse(request).unwrap_or(Value::Null).get("lang").as_text().unwrap_or_default().to_owned();
    let say = Say { words: Arc::new(Words::read(words)), calendar: Arc::new(BrowserCalendar::new(&lang)) };
    let mut session = Session::new(Rc::new(LocalStorage), Rc::new(BrowserClock), request);
    let first = session.snapshot();
    let session = Rc::new(RefCell::new(session));
    let place = browser::place(&root);
    let visibility = Visibility::default();
    let watch = visibility.watch(&place);
    let ui = Ui::new(first, say, hands(&root, session.clone(), visibility));
    ui.draw_into(&place);
    Panel { session, ui, _watch: watch, place }
}

fn hands(root: &ShadowRoot, session: Rc<RefCell<Session>>, visibility: Visibility) -> Hands {
    let (page, closing) = (root.clone(), root.clone());
    Hands {
        act: Box::new(move |ui, verb, event| {
            let press = Press::new(browser::gesture(&event, &page, &visibility));
            // Ends the borrow before the page hears of it: the page answers with a newer request.
            let (effect, after) = {
                let mut session = session.borrow_mut();
                (perform(&mut session, &verb, press), session.snapshot())
            };
            ui.show(after);
            match effect {
                Effect::Quiet => {}
                Effect::Written => browser::tell_record(&page, None),
                Effect::Failed(trouble) => browser::tell_record(&page, Some(trouble)),
            }
        }),
        chosen: Box::new(browser::chosen),
        keep_focus: Box::new(browser::keep_focus),
        close: Box::new(move || browser::tell_close(&closing)),
    }
}

#[wasm_bindgen]
impl Panel {
    /// Shows a newer request: the record changed elsewhere, or the panel is opened on another list.
    pub fn refresh(&self, request: &str) {
        // A page that answers from within one of the panel's own events is served by the end of that event.
        let Ok(mut session) = self.session.try_borrow_mut() else { return };
        session.refresh(request);
        let after = session.snapshot();
        drop(session);
        self.ui.show(after);
    }

    /// What the log is to be told of the acts since it was last asked, as the core writes it: the page keeps the log.
    pub fn entries(&self) -> String {
        self.session.try_borrow_mut().map_or_else(|_| String::new(), |mut session| session.told())
    }
}

impl Drop for Panel {
    fn drop(&mut self) {
        self.ui.take_down();
        self.place.remove();
    }
}

impl std::fmt::Debug for Panel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Panel").finish_non_exhaustive()
    }
}
