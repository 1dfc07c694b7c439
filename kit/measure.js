// How a control looks, measured in the page: size, place, contrast and letters, read from the browser and not from the styles.
// It compares nothing. What is here is evaluated in a page, and closes over nothing.

/** Makes what measures an element. */
export function makeLook() {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const rgba = color => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((part, place) => part * a + under[place] * (1 - a));
  const parent = element => element.parentElement ?? element.getRootNode().host ?? null;
  // Pixels and not numbers behind the words, with whatever makes them fainter.
  const behind = element => {
    if (!element) return [255, 255, 255];
    const own = rgba(getComputedStyle(element).backgroundColor);
    return own[3] == 1 ? own.slice(0, 3) : over(own, behind(parent(element)));
  };
  const luminance = color => {
    const [r, g, b] = color.map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = element => {
    const background = behind(element);
    const [light, dark] = [background, over(rgba(getComputedStyle(element).webkitTextFillColor), background)].map(luminance).sort((one, other) => other - one);
    return (light + 0.05) / (dark + 0.05);
  };
  return element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return {
      left, top, width, height, contrast: contrast(element), edge: style.borderTopWidth, fontSize: parseFloat(style.fontSize), fontWeight: style.fontWeight,
      seen: element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })
    };
  };
}

/** Evaluates a function of a page that is given such a measure first. */
export const measured = (page, inPage, ...given) => page.evaluate(`(${inPage})((${makeLook})(), ...${JSON.stringify(given)})`);
