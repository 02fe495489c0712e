// Runs inside a page: contrast of each piece of text with what lies behind it, by the formula of WCAG 2.2 (1.4.3), SVG included.
// The value of this script is a list of the texts that fall short. Signs that stand beside words are graphics: 3 is enough (1.4.11).
(() => {
  const colourOf = text => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? ['0', '0', '0', '0']).map(Number);
    return { red, green, blue, alpha: text === 'none' ? 0 : alpha };
  };
  const over = (top, below) => {
    const mixed = name => top[name] * top.alpha + below[name] * (1 - top.alpha);
    return { red: mixed('red'), green: mixed('green'), blue: mixed('blue'), alpha: 1 };
  };
  const luminance = ({ red, green, blue }) => {
    const [r, g, b] = [red, green, blue].map(part => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05);
  };
  const fillOf = element => {
    const style = getComputedStyle(element);
    return colourOf(element instanceof SVGGeometryElement ? style.fill : style.backgroundColor);
  };
  const backgroundAt = (x, y) =>
    document
      .elementsFromPoint(x, y)
      .filter(element => !(element instanceof SVGTextElement))
      .reverse()
      .reduce((below, element) => over(fillOf(element), below), { red: 255, green: 255, blue: 255, alpha: 1 });

  const found = [];
  let looked = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { x, y, width, height } = range.getBoundingClientRect();
    if (node.data.trim() === '' || width === 0 || element.closest('script, style, title, desc, option')) continue;
    if (y + height > innerHeight) throw new Error('The page is higher than the window.');
    looked++;
    const style = getComputedStyle(element);
    const background = backgroundAt(x + width / 2, y + height / 2);
    const ownColour = colourOf(element instanceof SVGElement ? style.fill : style.color);
    const ratio = contrast(over(ownColour, background), background);
    const wanted = element.closest('.sign') ? 3 : 4.5;
    if (ratio < wanted)
      found.push(
        `${node.data.trim().slice(0, 40)} (${element.className.baseVal ?? element.className}): ${ratio.toFixed(2)}`,
      );
  }
  return looked < 4 ? ['There is hardly any text.'] : [...new Set(found)];
})();
