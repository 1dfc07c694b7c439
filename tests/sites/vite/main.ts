import { embed } from 'overt';

const overt = await embed({ src: '/overt/overt.js', config: '/overt.json' });

// What the shop itself does for the list follows the visitor's choice as well.
await overt.on('change', ({ stop }) => {
  const says = document.querySelector('output');
  if (says) says.textContent = stop.includes('teas') ? 'The shop has stopped too.' : 'The shop may go on.';
});
