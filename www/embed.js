// @ts-check
// Puts the loader's script tag into a page whose scripts a bundler builds: the tag that a plain page has, and once.
// It is not the loader and brings nothing of it into the bundle, because the loader finds its other files beside itself.

/** @import {EmbedOptions, Overt} from './embed.js' */

/** @type {{createScriptURL(address: string): string} | undefined} */
let policy;
/** @type {Promise<Overt> | null} */
let coming = null;

/** @param {string} url @param {EmbedOptions} options */
const place = (url, { config, lang, words }) => {
  const script = document.createElement('script');
  for (const [name, value] of Object.entries({ config, lang, words })) if (value) script.dataset[name] = value;
  const rules = { createScriptURL: (/** @type {string} */ address) => address };
  // Kept, because a page may allow one policy of this name and not two.
  policy ??= /** @type {any} */ (window).trustedTypes?.createPolicy('overt-loader', rules) || rules;
  script.src = /** @type {typeof rules} */ (policy).createScriptURL(url);
  document.head.append(script);
  return script;
};

/** What the loader has put in place of the queue. */
const loaded = () => window.overt && 'ready' in window.overt ? window.overt : null;

/** @param {EmbedOptions} options @returns {Promise<Overt>} */
const bring = async options => {
  if (typeof document == 'undefined') throw new Error('There is no page here: call embed() in the browser.');
  const url = new URL(options.src, document.baseURI).href;
  // A policy that let any address through would be a way around the page's own.
  if (!url.startsWith(location.origin + '/')) throw new Error(`${url} is not on this site: copy the files of Overt into a folder of it.`);
  return loaded() ?? new Promise((resolve, reject) => {
    const script = [...document.scripts].find(({ src }) => src == url) || place(url, options);
    const fail = () => {
      // Gone, so that the next call tries again.
      script.remove();
      reject(new Error(`${url} is not the loader, or is not there: \`overt-files copy\` puts it there.`));
    };
    script.addEventListener('load', () => {
      const overt = loaded();
      if (overt) resolve(overt);
      else fail();
    });
    script.addEventListener('error', fail);
  });
};

/** @type {typeof import('./embed.js').embed} */
export const embed = options => coming ??= bring(options).catch(error => {
  coming = null;
  throw error;
});
