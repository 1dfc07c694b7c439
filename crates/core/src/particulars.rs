//! What people and receipts need of the site's declaration, and the rules do not.
//!
//! It is read from the same text as the registry.

use alloc::{string::String, vec::Vec};

use crate::json::from_text;

fields! {
    /// Whoever answers for the site or receives data, and how to reach them.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct PartyDetails {
        /// Its postal address.
        pub address: String as "address" = String::new(),
        /// Where to write by e-mail.
        pub email: String as "email" = String::new(),
        /// Its id.
        pub id: String as "id" = String::new(),
        /// Its name, as people know it.
        pub name: String as "name" = String::new(),
        /// Where to call.
        pub phone: String as "phone" = String::new(),
        /// Where it is on the Web.
        pub url: String as "url" = String::new(),
    }
}

fields! {
    /// The text that a yes is given to.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct NoticeDetails {
        /// Its language (BCP 47).
        pub lang: String as "lang" = String::new(),
        /// Where it can be read.
        pub url: String as "url" = String::new(),
        /// Its version.
        pub version: String as "version" = String::new(),
    }
}

fields! {
    /// All of them.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Particulars {
        /// Who answers for the site.
        pub controller: PartyDetails as "controller" = PartyDetails::default(),
        /// The countries and unions whose law holds, such as `EU`.
        pub jurisdiction: Vec<String> as "jurisdiction",
        /// The text that a yes is given to.
        pub notice: NoticeDetails as "notice" = NoticeDetails::default(),
        /// Who receives data.
        pub recipients: Vec<PartyDetails> as "recipients",
    }
}

impl Particulars {
    /// Reads them from the text of a registry; nothing where it can't be read.
    ///
    /// ```
    /// use overt_core::particulars::Particulars;
    /// let read = Particulars::load(r#"{"version": 1, "controller": {"name": "A shop"}}"#).unwrap();
    /// assert_eq!(read.controller.name, "A shop");
    /// ```
    pub fn load(text: &str) -> Option<Particulars> {
        from_text(text).ok()
    }
}
