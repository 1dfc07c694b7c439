// @ts-check
// Lets items be seen on their way to a new place: fetched once the panel is open, where lists move while somebody looks.
// It moves nothing: page.js does, and without this file an item is at its place at once.

/** For so long an item glides to its place, in milliseconds. */
const GLIDE_MS = 180;

const gliding = new WeakMap();

/**
 * Moves items, and shows the way of those that can be seen. All is read before anything is written, and a glide that is interrupted goes on
 * from where it is seen.
 * @param {Element[]} items
 * @param {() => void} move
 */
export const glide = (items, move) => {
  const seen = () => items.map(item => item.getBoundingClientRect());
  const from = seen();
  items.forEach(item => gliding.get(item)?.cancel());
  move();
  // No farther than a screen beyond the screen: from there comes what comes from farther.
  const bound = top => Math.max(-innerHeight, Math.min(2 * innerHeight, top));
  const near = top => top == bound(top);
  seen().forEach(({ left, top, width }, at) => {
    const was = from[at];
    const [right, down] = [was.left - left, bound(was.top) - top];
    if ((right || down) && width && was.width && (near(top) || near(was.top))) {
      gliding.set(items[at], items[at].animate({ translate: [`${right}px ${down}px`, '0 0'] }, { duration: GLIDE_MS, easing: 'ease-out' }));
    }
  });
};
