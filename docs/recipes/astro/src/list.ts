// What a press changes in the list, and the words beside each book. The slot sees by itself what is added to it or taken out.
import type {} from 'overt';

const slot = document.querySelector('overt-slot');
const items = () => slot?.querySelectorAll<HTMLElement>('article') ?? [];

const explain = async () => {
  if (!window.overt || !('explain' in window.overt)) return;
  for (const item of items()) {
    const why = await window.overt.explain('for-you', item.id);
    const reason = why?.reasons.find(({ contribution }) => contribution > 0);
    const words = item.querySelector('.because');
    if (words) words.textContent = reason ? `Because of ${reason.label}` : '';
  }
};
document.addEventListener('overt:ready', explain);
document.addEventListener('overt:change', explain);
void explain();

const short = document.querySelector<HTMLInputElement>('#short');
const filter = () => items().forEach(item => (item.hidden = !!short?.checked && Number(item.dataset['pages']) >= 200));
short?.addEventListener('change', filter);

const more = document.querySelector('#more');
more?.addEventListener('click', () => {
  // Behind the book that they follow in the site's own order, wherever that one stands now.
  const further = document.querySelector<HTMLTemplateElement>('#further');
  const last = document.getElementById(further?.dataset['after'] ?? '');
  if (further && last) last.after(further.content);
  else if (further) slot?.append(further.content);
  more.remove();
  filter();
  // What is asked here is answered before the slot has seen what was added.
  requestAnimationFrame(() => void explain());
});

slot?.addEventListener('click', event => {
  const button = (event.target as Element).closest('.remove');
  button?.closest('article')?.remove();
});
