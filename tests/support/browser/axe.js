// Runs after axe-core itself; answers one sentence for each thing it has against the page.
const done = arguments[arguments.length - 1];
const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
window.axe.run(document, { runOnly: standard, resultTypes: ["violations"] }).then(
  ({ violations }) =>
    done(violations.flatMap((v) => v.nodes.map((n) => `${v.id} (${v.impact}): ${v.help}: ${n.target.join(" ")}: ${n.html.slice(0, 160)}`))),
  (error) => done([`axe-core failed: ${error}`]),
);
