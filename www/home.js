// The live example's one button: it asks Overt for the list in order again, and says what became of it.

/** @type {any} What the loader puts there. */
const site = window;
const told = document.getElementById('told');
/** The ids of the list, in the order of the page. */
const order = () => [...document.getElementById('try-it').children].map(item => /** @type {HTMLElement} */ (item).dataset.overtItem).join();

document.getElementById('again').addEventListener('click', async () => {
  const before = order();
  try {
    await site.overt.refresh('try-it');
    const { signals } = await site.overt.profile({ purpose: 'example', slot: 'try-it' });
    told.textContent = order() !== before ? 'It has moved.' : signals.length > 0 ? 'It is in your order already.' : 'Nothing is known here, so this is the order for everyone.';
  } catch {
    told.textContent = 'Overt could not be loaded, so this is the order for everyone.';
  }
});
