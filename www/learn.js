// @ts-check
// What a page learns from what it has marked: pressed, seen for a second, or sent with a form.
// It decides nothing: the gate says what of it may be learned.

/** Seen means visible for so long, in milliseconds. */
const SEEN_MS = 1000;

/**
 * Begins, and returns what page.js calls.
 * @param {(seen: { signal: string, value: string, label: string }[]) => any} learn
 */
export const start = learn => {
  // "viewed.shelf=romance (Romance); viewed.author=austen-jane (Jane Austen)": of several elements it is learned together.
  const learnFrom = elements => learn(elements.flatMap(({ dataset }) => dataset.overtObserve.split(';').flatMap(entry => {
    const [, signal, value, label = ''] = /^\s*([^=\s]+)=([^\s(]+)\s*(?:\((.*)\))?/.exec(entry) || [];
    return signal ? { signal, value, label } : [];
  })));

  const seen = new WeakSet();
  const timers = new Map();
  const observer = new IntersectionObserver(entries => entries.forEach(({ target, isIntersecting }) => {
    clearTimeout(timers.get(target));
    if (isIntersecting) {
      timers.set(target, setTimeout(() => {
        observer.unobserve(target);
        seen.add(target);
        learnFrom([target]);
      }, SEEN_MS));
    }
  }));

  // A form is learned with what was chosen in it; never what somebody wrote.
  const sent = form => [form, ...[...form.elements].flatMap(control => [control, ...control.selectedOptions || []]).filter(choice => choice.checked || choice.selected)]
    .filter(({ dataset }) => dataset.overtObserve && dataset.overtWhen == 'submit');

  return {
    watch: () => document.querySelectorAll('[data-overt-observe][data-overt-when=view]').forEach(element => seen.has(element) || observer.observe(element)),
    heard({ type, target }) {
      const marked = type == 'submit' ? sent(target) : [target.closest('[data-overt-observe]:not([data-overt-when])')].filter(Boolean);
      if (marked.length) learnFrom(marked);
    }
  };
};
