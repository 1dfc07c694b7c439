// The engines, each with its own WebDriver, started by hand so that nothing is looked for or fetched elsewhere; what is done in them is said in engines.mjs.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { Builder, Capabilities } from 'selenium-webdriver';

/** The first of these programs that there is: as a variable says, on the path, or where Debian puts it. */
function program(variable, ...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const places = names.flatMap(name => path.isAbsolute(name) ? [name] : folders.map(folder => path.join(folder, name)));
  const found = [process.env[variable], ...places].find(place => place && existsSync(place));
  if (!found) throw new Error(`none of ${names.join(', ')} was found; ${variable} may say where it is`);
  return found;
}

/** Debian keeps WebKitGTK's own browser below the library, whose version is part of the path. */
const miniBrowsers = () => ['/usr/lib', '/usr/libexec'].flatMap(top => existsSync(top) ? [top, ...readdirSync(top).map(name => path.join(top, name))] : [])
  .flatMap(folder => ['6.0', '4.1', '4.0'].flatMap(version => [`webkitgtk-${version}`, `webkit2gtk-${version}`]).map(name => path.join(folder, name, 'MiniBrowser')));

/** What each engine is started with; quiet, and without a sandbox, which root cannot have. */
const ENGINES = {
  chromium: () => ({
    driver: [program('CHROMEDRIVER', 'chromedriver')],
    capabilities: {
      browserName: 'chrome',
      'goog:chromeOptions': {
        binary: program('OVERT_CHROMIUM', 'chromium', 'chromium-browser', 'google-chrome'),
        args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
      }
    }
  }),
  firefox: () => ({
    driver: [program('GECKODRIVER', 'geckodriver')],
    capabilities: {
      browserName: 'firefox',
      'moz:firefoxOptions': {
        binary: program('OVERT_FIREFOX', 'firefox-esr', 'firefox'),
        args: ['-headless']
      }
    }
  }),
  webkitgtk: () => ({
    driver: [program('WEBKIT_DRIVER', 'WebKitWebDriver')],
    display: program('XVFB', 'Xvfb'),
    capabilities: {
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: program('OVERT_MINIBROWSER', ...miniBrowsers()), args: ['--automation'] }
    }
  })
};

/** The engines to be tried: all of them, or those that OVERT_ENGINES names. */
export const engines = (process.env.OVERT_ENGINES || Object.keys(ENGINES).join()).split(',');

const freePort = () => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

/** A display without a screen; the server says which number it took. */
async function display(program) {
  const child = spawn(program, ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const number = await new Promise((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('error', reject).once('exit', code => reject(new Error(`${program} ended with ${code}`)));
  });
  return { child, name: `:${number}` };
}

/** Starts an engine and its driver. */
export async function start(engine) {
  const made = ENGINES[engine];
  if (!made) throw new Error(`${engine} is none of ${Object.keys(ENGINES).join(', ')}`);
  const { driver: [driver], display: server, capabilities } = made();
  const children = [];
  const env = { ...process.env };
  if (server) {
    const { child, name } = await display(server);
    children.push(child);
    Object.assign(env, { DISPLAY: name, GDK_BACKEND: 'x11', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1', LIBGL_ALWAYS_SOFTWARE: '1' });
  }
  const port = await freePort();
  const child = spawn(driver, [`--port=${port}`], { env, stdio: process.env.OVERT_LOUD ? 'inherit' : 'ignore' });
  children.push(child);
  const stop = () => children.toReversed().forEach(child => child.kill());
  try {
    const address = `http://127.0.0.1:${port}`;
    for (let tries = 0; !await fetch(`${address}/status`).then(answer => answer.ok, () => false); tries++) {
      if (tries > 300 || child.exitCode != null) throw new Error(`${driver} did not answer`);
      await wait(100);
    }
    const browser = await new Builder().usingServer(address).withCapabilities(new Capabilities(capabilities)).build();
    return { browser, stop: () => browser.quit().finally(stop) };
  } catch (error) {
    stop();
    throw error;
  }
}
