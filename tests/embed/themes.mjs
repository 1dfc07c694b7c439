// Styles of a host page, from the friendly to the hostile: what a theme may do, and what it tries in vain.

/** Dresses the page before anything else in it runs; a sheet that is adopted needs no permission of the policy. */
export const dressed = css => page => page.addInitScript(css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}, css);

/** A site with colours and letters of its own. */
export const FRIENDLY = `
:root { --overt-background: #eef4f1; --overt-text: #10231c; --overt-accent: #0b6b4b; --overt-font: "DejaVu Sans", sans-serif; }
@media (prefers-color-scheme: dark) { :root { --overt-background: #0e1b16; --overt-text: #e4f1eb; --overt-accent: #7fd6b3; } }
overt-panel::part(button) { border-radius: 999px; }
`;

const everywhere = declarations => ['overt-panel', ':root overt-panel::part(panel)', ':root overt-panel::part(button)', ':root overt-panel::part(bar)', ':root overt-panel::part(switch)']
  .map(selector => `${selector} { ${declarations.replaceAll(';', ' !important;')} }`).join('\n');

/** What a theme can try so that nobody finds Off, or nobody can press it; each by every part there is. */
export const HOSTILE = {
  'not displayed': everywhere('display: none;'),
  'invisible': everywhere('visibility: hidden;'),
  'transparent': everywhere('opacity: 0;'),
  'tiny letters': everywhere('font-size: 1px; line-height: 0; font-size-adjust: 0.01; zoom: 0.05;'),
  'letters without a body': everywhere('-webkit-text-fill-color: transparent; text-indent: -999px; letter-spacing: -2em; -webkit-text-security: disc; -webkit-text-stroke: 20px currentcolor;'),
  'one colour for all': everywhere('color: #fff; background: #fff; border-color: #fff;'),
  'one colour by the properties': ':root { --overt-text: #777; --overt-background: #777; --overt-accent: #777; }',
  'no contrast by the properties': ':root { --overt-text: #999; --overt-background: #bbb; --overt-accent: #aaa; }',
  'transparent by the properties': ':root { --overt-text: transparent; --overt-background: transparent; --overt-accent: transparent; }',
  'no size': everywhere('width: 0; height: 0; max-width: 0; max-height: 0; min-width: 0; min-height: 0; padding: 0; overflow: hidden;'),
  'off the screen': everywhere('position: absolute; left: -9999px; top: -9999px; margin: -9999px; translate: -9999px;'),
  'turned and shrunk': everywhere('transform: scale(0); rotate: 90deg; scale: 0; offset-path: path("M -999 -999 L 0 0"); perspective: 1px;'),
  'clipped': everywhere('clip-path: inset(50%); mask: linear-gradient(transparent, transparent); clip: rect(0, 0, 0, 0); contain: strict; content-visibility: hidden;'),
  'filtered': everywhere('filter: opacity(0) blur(40px); mix-blend-mode: lighten; backdrop-filter: blur(9px);'),
  'covered by shadow': everywhere('box-shadow: inset 0 0 0 999px #fff; text-shadow: 0 0 40px #fff; text-decoration: line-through 3em;'),
  'not to be pressed': everywhere('pointer-events: none; interactivity: inert; touch-action: none; user-select: none;'),
  'behind everything': everywhere('z-index: -1; order: 99; grid-area: 9 / 9;'),
  'replaced': everywhere('content: url(data:image/gif;base64,R0lGODlhAQABAAAAACw=); -webkit-mask-box-image: url(#none); columns: 9; container-type: size; aspect-ratio: 99; initial-letter: 9;'),
  'reversed': everywhere('direction: rtl; unicode-bidi: bidi-override; writing-mode: vertical-rl; text-combine-upright: all;'),
  'painted over': `${everywhere('outline: 200px solid #fff; outline-offset: -100px;')}
    overt-panel::before, overt-panel::part(panel)::before, overt-panel::part(button)::after, overt-panel::part(bar)::after { content: "" !important; display: block !important; position: fixed !important; inset: 0 !important; background: #fff !important; z-index: 9 !important; }
    overt-panel::part(button)::first-line, overt-panel::part(button)::first-letter { color: transparent !important; font-size: 0 !important; -webkit-text-fill-color: transparent !important; }`,
  'moved for ever': `@keyframes away { from, to { opacity: 0; translate: -9999px; } } ${everywhere('animation: away 1s infinite; transition: all 999s;')}`
};

/** All of it at once. */
export const EVERYTHING = Object.values(HOSTILE).join('\n');
