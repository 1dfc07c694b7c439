// Stands between a browser and the bookshop, in the same way for every engine: notes what is asked for and what goes wrong in the page; it changes no answer but by one script tag.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';

/** Runs first in every page. The gate may take its time, as on a busy machine it must: being late is tested elsewhere. */
const SCRIPT = `'use strict';
window.witnessed = [];
addEventListener('error', event => witnessed.push('error: ' + (event.message || (event.target.src || event.target.href) + ' did not load')), true);
addEventListener('unhandledrejection', event => witnessed.push('not caught: ' + event.reason));
addEventListener('securitypolicyviolation', event => witnessed.push('refused by the policy: ' + event.violatedDirective + ' ' + event.blockedURI));
for (const name of ['error', 'warn']) console[name] = (...words) => witnessed.push(name + ' in the console: ' + words.join(' '));
{
  const { setTimeout } = window;
  window.setTimeout = (act, ms, ...words) => setTimeout.call(window, act, ms === 150 ? 20000 : ms, ...words);
}
`;

/** The bookshop of `server`, with its witness. */
export async function witness(server) {
  const asked = [];
  const failed = [];
  const front = createServer(async (request, response) => {
    asked.push(request.url);
    if (request.url == '/witness.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(SCRIPT);
    const answer = await fetch(server.origin + request.url);
    if (!answer.ok) failed.push(`${answer.status} ${request.url}`);
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => !/^(content-length|connection)$/.test(name)));
    let body = Buffer.from(await answer.arrayBuffer());
    if (/^text\/html/.test(headers['content-type'])) body = Buffer.from(String(body).replace('<head>', '<head><script src="/witness.js"></script>'));
    response.writeHead(answer.status, headers).end(body);
  });
  await new Promise(ready => front.listen(0, '127.0.0.1', ready));
  return {
    shop: `http://127.0.0.1:${front.address().port}/demo/bookshop/`,
    /** What was asked for since the last time this was. */
    asked: () => asked.splice(0),
    /** Nothing went wrong in the page that is open, nor on the way. */
    async assertQuiet(browser) {
      assert.deepEqual(await browser.executeScript('return window.witnessed'), [], 'in the page');
      assert.deepEqual(failed, [], 'on the way');
    },
    close: () => front.close()
  };
}
