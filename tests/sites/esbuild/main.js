import { embed } from 'overt';

embed({ src: '/overt/overt.js', config: '/overt.json' });
