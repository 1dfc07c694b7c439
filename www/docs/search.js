// Searches the documentation in the page: an index made with the pages, fetched when the search is first reached for. It asks no other site.

const MOST = 20;
const AROUND = 60;

const field = /** @type {HTMLInputElement} */ (document.getElementById('query'));
const count = document.getElementById('count');
const results = document.getElementById('results');
const base = new URL('./', import.meta.url);

let index;
/** The sections of all pages; asked for once, and again where that failed. */
const sections = () => index ??= fetch(new URL('search.json', base)).then(answer => {
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}).catch(error => {
  index = undefined;
  throw error;
});

const plain = text => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** How well a section answers: every word has to occur in it, and one in its heading counts more. */
function score({ page, heading, text }, wanted) {
  const [title, head, body] = [page, heading, text].map(plain);
  let sum = 0;
  for (const word of wanted) {
    const found = (head.includes(word) ? 8 : 0) + (title.includes(word) ? 3 : 0) + Math.min(4, body.split(word).length - 1);
    if (!found) return 0;
    sum += found;
  }
  return sum;
}

/** The text around the first word that was found, with that word marked. */
function excerpt(text, wanted) {
  const folded = plain(text);
  const [at, word] = wanted.map(one => [folded.indexOf(one), one]).filter(([place]) => place >= 0).sort(([one], [other]) => one - other)[0] ?? [-1, ''];
  // Folding may change lengths; where it did, the beginning of the text will do.
  if (at < 0 || folded.length !== text.length) return [text.slice(0, 2 * AROUND)];
  const mark = document.createElement('mark');
  mark.textContent = text.slice(at, at + word.length);
  return [(at > AROUND ? '…' : '') + text.slice(Math.max(0, at - AROUND), at), mark, `${text.slice(at + word.length, at + word.length + AROUND)}…`];
}

function entry(section, wanted) {
  const link = document.createElement('a');
  link.href = new URL(section.at, base).href;
  link.textContent = section.heading && section.heading !== section.page ? `${section.page}: ${section.heading}` : section.page;
  const around = document.createElement('span');
  around.append(...excerpt(section.text, wanted));
  const item = document.createElement('li');
  item.append(link, around);
  return item;
}

async function search() {
  const asked = field.value;
  const wanted = plain(asked).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) {
    count.textContent = '';
    results.replaceChildren();
    return;
  }
  try {
    const all = await sections();
    if (field.value !== asked) return;
    const found = all.map(section => ({ section, points: score(section, wanted) })).filter(({ points }) => points > 0)
      .sort((one, other) => other.points - one.points);
    count.textContent = found.length === 0 ? 'Nothing was found.' : found.length === 1 ? 'One place.'
      : `${found.length} places${found.length > MOST ? `, of which these are the first ${MOST}` : ''}.`;
    results.replaceChildren(...found.slice(0, MOST).map(({ section }) => entry(section, wanted)));
  } catch {
    count.textContent = 'The index could not be fetched. The list of pages is below.';
  }
}

let timer;
field.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(search, 120);
});
field.addEventListener('focus', () => { sections().catch(() => {}); });
// Where the window is small the list of pages would stand before the text.
if (matchMedia('(max-width: 55.99rem)').matches) document.querySelector('nav details').removeAttribute('open');
