// The framework that the address names; a test calls `render` with the lists that it is to show.
const framework = { react: () => import('./react.jsx'), vue: () => import('./vue.js'), svelte: () => import('./svelte.svelte.js') }[location.search.slice(1)];
window.render = (await framework()).start(document.getElementById('root'));
