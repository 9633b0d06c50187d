// Runs after axe-core itself; answers one sentence for each thing it has against the page.
const done = arguments[arguments.length - 1];
const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const said = (v, n) => `${v.id} (${v.impact}): ${v.help}: ${n.target.join(" ")}: ${n.html.slice(0, 160)}`;
// A bar at the foot of the page covers half of what happens to end under it, and axe takes the other half for the whole
// target. Scrolled into the middle, what is really too small still is.
const tooSmall = async (v, node) => {
  const element = document.querySelector(node.target.join(" "));
  if (v.id !== "target-size" || !element) return said(v, node);
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const again = await window.axe.run(element, { runOnly: ["target-size"], resultTypes: ["violations"] });
  return again.violations.length ? said(v, node) : null;
};
const look = async () => {
  const { violations } = await window.axe.run(document, { runOnly: standard, resultTypes: ["violations"] });
  const found = [];
  // One after the other: axe runs once at a time.
  for (const v of violations) for (const n of v.nodes) found.push(await tooSmall(v, n));
  return found.filter(Boolean);
};
look().then(done, (error) => done([`axe-core failed: ${error}`]));
