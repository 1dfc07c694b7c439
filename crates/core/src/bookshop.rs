//! The shop of the examples: hidden lines that set it up, and one that says so. It is text for the documentation; nothing of it is built.

/// A bookshop that sorts by the authors of whom one has bought something: `registry`, and the moment `now` on day 20000.
///
/// With `visitor`: also the `record` of a visitor who has just bought one book by Jane Austen, its `device`, the `context`,
/// and `moment`, by which the visitor does something under a name of its own. With `bought`: also the `facts` with these.
macro_rules! bookshop {
    () => {
        concat!(bookshop!(@shop), "\n// `registry` is a bookshop that sorts by authors, `now` the moment.")
    };
    (visitor) => {
        concat!(
            bookshop!(@shop),
            bookshop!(@visitor),
            "\n// `record` is that of a visitor who has bought one book by Jane Austen; `moment` names what they do."
        )
    };
    (bought) => {
        concat!(
            bookshop!(@shop),
            bookshop!(@visitor),
            "\n# let facts = overt_core::decide::Facts { registry: &registry, record: &record, context };",
            "\n// `facts`: with what is known of a visitor who has bought one book by Jane Austen."
        )
    };
    (@shop) => {
        r###"# let (registry, findings) = overt_core::registry::Registry::load(r##"{
#     "version": 1,
#     "purposes": [{"id": "content", "does": "Puts your authors first.", "why": "The shop has many books.", "youGet": "Less to search.", "legalBasis": "legitimateInterest"}],
#     "signals": [{"id": "bought.author", "mode": "observed", "place": "thisSite", "evidence": "purchase", "matches": "author", "strength": 400, "purposes": ["content"]}],
#     "slots": [{"id": "for-you", "purpose": "content", "fallback": "#popular"}]
# }"##);
# assert!(findings.is_empty());
# let now = 20_000 * overt_core::limits::DAY_MS + 1;"###
    };
    (@visitor) => {
        r###"
# let mut record = overt_core::record::Record::default();
# let device = overt_core::id::Id::new("phone").unwrap();
# let bought = overt_core::observe::Observation { signal: "bought.author".into(), value: "austen".into(), label: "Jane Austen".into() };
# let context = overt_core::decide::Context { now, ..Default::default() };
# overt_core::observe::observe(&mut record, &registry, &context, &device, &[bought]);
# let moment = |name: &str| overt_core::act::Moment {
#     registry: &registry, now, actor: overt_core::history::Actor::Gesture, fresh: overt_core::id::Id::new(name).unwrap(),
# };"###
    };
}
