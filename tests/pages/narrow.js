// Makes every word of the page two fifths longer, as another language might, then says what does not fit into
// 320 pixels: what sticks out of the page, what is cut, what lies over something else. Fields scroll by
// themselves, and what lies in a box that scrolls is judged by what of it can be seen.
const longer = (node) => {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      child.data = child.data.replace(/\p{L}{3,}/gu, (word) => word + word.slice(-Math.ceil(word.length * 0.4)));
    } else if (!['SCRIPT', 'STYLE', 'svg', 'OPTION'].includes(child.nodeName)) longer(child);
  }
};
longer(document.body);
const WIDTH = 320;
const modal = document.querySelector('dialog:modal');
const hidden = (element) => {
  if (modal && !modal.contains(element)) return true;
  for (let up = element; up; up = up.parentElement) {
    if (up.nodeName === 'svg' || up.matches('[popover]:not(:popover-open)')) return true;
    if (getComputedStyle(up).clipPath === 'inset(50%)') return true;
  }
  return false;
};
const shown = [...document.body.querySelectorAll('*')].filter((e) => e.checkVisibility({ visibilityProperty: true }) && !hidden(e));
const called = (e) => `${e.nodeName.toLowerCase()}.${e.className} \u201c${e.textContent.trim().slice(0, 30)}\u201d`;
// The part of a box that can be seen through all boxes around it that scroll or cut.
const seen = (element, box) => {
  const at = { left: box.left, right: box.right, top: box.top, bottom: box.bottom };
  for (let up = element; up && up !== document.body; up = up.parentElement) {
    const style = getComputedStyle(up);
    if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
    const frame = up.getBoundingClientRect();
    at.left = Math.max(at.left, frame.left); at.right = Math.min(at.right, frame.right);
    at.top = Math.max(at.top, frame.top); at.bottom = Math.min(at.bottom, frame.bottom);
  }
  return at;
};
const wrong = [];
const out = document.documentElement.scrollWidth - WIDTH;
if (!modal && out > 0) wrong.push(`the page sticks out by ${out}`);
for (const element of shown) {
  const box = element.getBoundingClientRect();
  if (!element.childElementCount && box.width && seen(element, box).right > WIDTH + 1) wrong.push(`${called(element)} sticks out`);
  const cut = ['hidden', 'clip'].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1;
  if (cut && !element.matches('input, textarea, progress, meter, svg')) wrong.push(`${called(element)} is cut`);
}
// Sticky and fixed places lie over the page on purpose, and so does what unfolds under a field: they are compared among
// themselves.
const floats = (element) => {
  for (let up = element; up && up !== modal; up = up.parentElement) {
    const { position, zIndex } = getComputedStyle(up);
    if (['fixed', 'sticky'].includes(position) || (position === 'absolute' && zIndex !== 'auto')) return true;
  }
  return false;
};
const lines = shown.flatMap((element) => [...element.childNodes]
  .filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
  .flatMap((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].map((box) => ({ element, floats: floats(element), ...seen(element, box) }));
  }))
  .filter((line) => line.right - line.left > 2 && line.bottom - line.top > 4);
lines.forEach((a, n) => lines.slice(n + 1, n + 80).forEach((b) => {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (a.element !== b.element && a.floats === b.floats && wide > 4 && high > 8) {
    wrong.push(`${called(a.element)} lies over ${called(b.element)}`);
  }
}));
return [...new Set(wrong)].slice(0, 8);
