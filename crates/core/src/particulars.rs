//! What people and receipts need of the registry's text, and the rules don't: addresses, whom to ask, and where the site is at home.
//!
//! The gate is built without it. Nothing here decides anything, so a fault leaves a part empty and refuses nothing.

use alloc::{string::String, vec::Vec};

use crate::hash::Hash;
use crate::json::{Json, Reader, Value, parse};

named! {
    /// How somebody can be reached.
    pub enum Channel {
        /// By e-mail.
        Email = "email",
        /// By telephone.
        Phone = "phone",
        /// By text message.
        Sms = "sms",
        /// In a chat.
        Chat = "chat",
        /// On a page with a form.
        Form = "form",
        /// By letter.
        Post = "post",
        /// In another way. An unknown word is read as this: its address is shown, and never made a link.
        Other = "other",
    }
    unknown = Other
}

fields! {
    /// Whoever answers for the site or receives data, with everything that helps to reach them. Empty is not said.
    ///
    /// ```
    /// use overt_core::{json::from_text, particulars::Organisation};
    /// let shop: Organisation = from_text(r#"{"id": "shop", "name": "The Open Bookshop"}"#).unwrap();
    /// assert!(shop.email.is_empty(), "not said");
    /// ```
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Organisation {
        /// The postal address.
        pub address: String as "address" = String::new(),
        /// The e-mail address.
        pub email: String as "email" = String::new(),
        /// Its id.
        pub id: String as "id" = String::new(),
        /// Its name, as people know it.
        pub name: String as "name" = String::new(),
        /// The telephone number.
        pub phone: String as "phone" = String::new(),
        /// Its page.
        pub url: String as "url" = String::new(),
    }
}

fields! {
    /// Whom visitors can ask.
    ///
    /// ```
    /// use overt_core::{json::from_text, particulars::{Channel, Contact}};
    /// let contact: Contact = from_text(r#"{"channel": "email", "address": "ask@bookshop.example", "replyDays": 3}"#).unwrap();
    /// assert_eq!((contact.channel, contact.reply_days, contact.human), (Channel::Email, 3, false));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Contact {
        /// The address, number or page.
        pub address: String as "address" = String::new(),
        /// How.
        pub channel: Channel as "channel" = Channel::Other,
        /// When somebody is there, in words; empty where it is not said.
        pub hours: String as "hours" = String::new(),
        /// Whether a person answers; it is only said where the site says so.
        pub human: bool as "human" = false,
        /// In which language (BCP 47); empty where it is not said.
        pub language: String as "language" = String::new(),
        /// Within how many days an answer comes; 0 where it is not said.
        pub reply_days: u32 as "replyDays" = 0,
    }
}

fields! {
    /// The text that a yes is given to, so that it can be found again and compared.
    ///
    /// ```
    /// use overt_core::particulars::Particulars;
    /// let site = r#"{"notice": {"url": "/privacy", "version": "2027-01", "sha256": "abc"}}"#;
    /// let notice = Particulars::load(site).notice;
    /// assert_eq!((notice.version.as_str(), notice.sha256.as_str()), ("2027-01", ""), "three digits are no SHA-256");
    /// ```
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct NoticeText {
        /// Its language (BCP 47).
        pub lang: String as "lang" = String::new(),
        /// Its SHA-256 in 64 hexadecimal digits; empty where it is not said or is none.
        pub sha256: String as "sha256" = String::new(),
        /// Where it can be read.
        pub url: String as "url" = String::new(),
        /// Its version; a yes holds for one version only.
        pub version: String as "version" = String::new(),
    }
}

fields! {
    /// What people and receipts need to know of the site.
    ///
    /// ```
    /// use overt_core::particulars::Particulars;
    /// let particulars = Particulars::load(r#"{"jurisdiction": ["DE"], "recipients": [{"id": "printer", "name": "A printer"}]}"#);
    /// assert_eq!(particulars.jurisdiction, ["DE"]);
    /// assert_eq!(particulars.recipients[0].name, "A printer");
    /// ```
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Particulars {
        /// Whom to ask, in the site's order.
        pub contact: Vec<Contact> as "contact",
        /// Who answers for the site.
        pub controller: Organisation as "controller" = Organisation::default(),
        /// Where the site is at home: regions by their ISO 3166 codes.
        pub jurisdiction: Vec<String> as "jurisdiction",
        /// The text that a yes is given to.
        pub notice: NoticeText as "notice" = NoticeText::default(),
        /// Who receives data.
        pub recipients: Vec<Organisation> as "recipients",
    }
}

/// They are read beside the registry, and never in its way.
///
/// ```
/// use overt_core::particulars::Particulars;
/// assert_eq!(Particulars::load("{}"), Particulars::default());
/// ```
impl Particulars {
    /// Reads them from the same text as the registry. It never fails: what is missing or wrong is empty, and a contact without an address is left out.
    ///
    /// ```
    /// use overt_core::particulars::{Channel, Particulars};
    /// let text = r#"{"controller": {"name": "The Open Bookshop", "phone": 7}, "contact": [{"channel": "email", "address": "ask@bookshop.example", "human": true}]}"#;
    /// let particulars = Particulars::load(text);
    /// assert_eq!(particulars.controller.name, "The Open Bookshop");
    /// assert_eq!(particulars.controller.phone, "", "a number where text belongs");
    /// assert_eq!(particulars.contact[0].channel, Channel::Email);
    /// assert_eq!(Particulars::load("no JSON"), Particulars::default());
    /// ```
    pub fn load(text: &str) -> Particulars {
        let document = parse(text).unwrap_or(Value::Null);
        let mut particulars = Particulars::read(&document, &mut Reader::default());
        particulars.contact.retain(|contact| !contact.address.trim().is_empty());
        particulars.jurisdiction.retain(|region| !region.trim().is_empty());
        particulars.recipients.retain(|recipient| *recipient != Organisation::default());
        if Hash::from_hex(&particulars.notice.sha256).is_none() {
            particulars.notice.sha256.clear();
        }
        particulars
    }
}
