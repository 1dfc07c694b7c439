// A consent platform that only this page knows, with an adapter of the page's own, registered before the loader is there.
let say;
window.upstream = { begin: () => {}, no: () => say(() => false), yes: () => say(name => name == 'suggestions') };
(window.overt ??= { q: [] }).q.push(['adapters.register', {
  name: 'own',
  map: { content: ['suggestions'] },
  read(given) {
    say = given;
  },
  write(stop) {
    window.stopped = stop;
  }
}]);
