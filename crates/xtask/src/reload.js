// @ts-check
// Reloads the page when `trunk serve` has built it anew; part of that loop only, and of no published file.
const socket = new WebSocket(`ws://${location.host}/.well-known/trunk/ws`);
socket.addEventListener('message', (event) => {
  if (JSON.parse(event.data).type === 'reload') location.reload();
});
