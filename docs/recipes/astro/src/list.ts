// What a press changes in the list. Items are hidden, or added at the end: so the slot still knows the site's own order.
import { because, whenever } from './overt';

const slot = document.querySelector('overt-slot');
const items = () => slot?.querySelectorAll<HTMLElement>('article') ?? [];

const explain = () => items().forEach(async item => {
  const words = item.querySelector('.because');
  const label = await because('for-you', item.dataset['overtItem'] ?? '');
  if (words) words.textContent = label ? `Because of ${label}` : '';
});
whenever(explain);

const short = document.querySelector<HTMLInputElement>('#short');
const filter = () => items().forEach(item => (item.hidden = !!short?.checked && Number(item.dataset['pages']) >= 200));
short?.addEventListener('change', filter);

const more = document.querySelector('#more');
more?.addEventListener('click', () => {
  const further = document.querySelector<HTMLTemplateElement>('#further');
  if (further) slot?.append(further.content);
  more.remove();
  filter();
  // The slot is told, and puts what is new in its place.
  if (window.overt && 'refresh' in window.overt) void window.overt.refresh('for-you');
  explain();
});

slot?.addEventListener('click', event => {
  const button = (event.target as Element).closest('.remove');
  button?.closest('article')?.remove();
});
