// Finds elements as a person with assistive technology would: by role and name, among what is shown.
// Called with a list of steps [{ role, name, how, text }], each one looked for inside the ones before;
// answers { elements, seen } where `seen` are the names that the role has in that place, for a message.
// The names here are a quick reading; the browser's own is asked for the element that is then used.
const steps = arguments[0];

const TAGS = {
  A: (e) => e.hasAttribute("href") && "link", AREA: (e) => e.hasAttribute("href") && "link",
  ARTICLE: "article", ASIDE: "complementary", BUTTON: "button", CAPTION: "caption", DD: "definition",
  DETAILS: "group", DIALOG: "dialog", DT: "term", FIELDSET: "group", FIGURE: "figure",
  FOOTER: (e) => !e.closest("article,aside,main,nav,section") && "contentinfo", FORM: "form",
  H1: "heading", H2: "heading", H3: "heading", H4: "heading", H5: "heading", H6: "heading",
  HEADER: (e) => !e.closest("article,aside,main,nav,section") && "banner", HR: "separator",
  IMG: (e) => (e.getAttribute("alt") === "" ? "none" : "img"), INPUT: (e) => INPUTS[e.type] ?? "textbox",
  LI: "listitem", MAIN: "main", MENU: "list", METER: "meter", NAV: "navigation", OL: "list", OPTION: "option",
  OUTPUT: "status", P: "paragraph", PROGRESS: "progressbar", SEARCH: "search",
  SECTION: (e) => (e.hasAttribute("aria-label") || e.hasAttribute("aria-labelledby")) && "region",
  SELECT: (e) => (e.multiple || e.size > 1 ? "listbox" : "combobox"), SUMMARY: "summary", TABLE: "table",
  TBODY: "rowgroup", THEAD: "rowgroup", TFOOT: "rowgroup", TD: "cell", TEXTAREA: "textbox",
  TH: (e) => (e.scope === "row" ? "rowheader" : "columnheader"), TR: "row", UL: "list",
};
const INPUTS = {
  button: "button", submit: "button", reset: "button", image: "button", checkbox: "checkbox", radio: "radio",
  number: "spinbutton", range: "slider", search: "searchbox", file: "file", hidden: "none",
};
const BY_CONTENT = new Set(
  ("button cell checkbox columnheader gridcell heading link menuitem menuitemcheckbox menuitemradio option radio " +
    "row rowheader summary switch tab tooltip treeitem caption").split(" "),
);
const FIELDS = new Set("textbox searchbox spinbutton combobox listbox slider".split(" "));

const tidy = (text) => text.replace(/\s+/g, " ").trim();

function roleOf(element) {
  const said = (element.getAttribute("role") ?? "").trim().split(/\s+/)[0];
  if (said) return said;
  const known = TAGS[element.tagName.toUpperCase()];
  return (typeof known === "function" ? known(element) : known) || "generic";
}

function shown(element) {
  if (element.closest("[aria-hidden=true], [inert]")) return false;
  const modals = document.querySelectorAll("dialog:modal");
  if (modals.length && ![...modals].some((modal) => modal.contains(element))) return false;
  return element.checkVisibility ? element.checkVisibility({ visibilityProperty: true }) : element.getClientRects().length > 0;
}

function content(node, hiddenToo) {
  let text = "";
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) text += child.data;
    if (child.nodeType !== Node.ELEMENT_NODE || child.getAttribute("aria-hidden") === "true") continue;
    const style = getComputedStyle(child);
    if (!hiddenToo && (style.display === "none" || style.visibility === "hidden")) continue;
    const label = child.getAttribute("aria-label");
    const own = label ?? child.getAttribute("alt") ?? (child.tagName === "svg" ? graphic(child) : content(child, hiddenToo));
    text += /^(inline|contents)/.test(style.display) && style.float === "none" && style.position !== "absolute" ? own : ` ${own} `;
  }
  return text;
}

const graphic = (svg) => svg.querySelector("title")?.textContent ?? "";

function nameOf(element, role = roleOf(element)) {
  const by = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).map((id) => id && document.getElementById(id));
  const joined = tidy(by.filter(Boolean).map((one) => one.getAttribute("aria-label") ?? content(one, true)).join(" "));
  if (joined) return joined;
  const label = tidy(element.getAttribute("aria-label") ?? "");
  if (label) return label;
  const first = (tag) => [...element.children].find((child) => child.tagName === tag);
  const tag = element.tagName.toUpperCase();
  let native = "";
  if (element.labels?.length) native = [...element.labels].map((one) => content(one)).join(" ");
  else if (tag === "INPUT" && role === "button") native = element.value;
  else if (tag === "FIELDSET") native = first("LEGEND") ? content(first("LEGEND")) : "";
  else if (tag === "TABLE") native = element.caption ? content(element.caption) : "";
  else if (tag === "FIGURE") native = first("FIGCAPTION") ? content(first("FIGCAPTION")) : "";
  else if (tag === "SVG") native = graphic(element);
  native = tidy(native || element.getAttribute("alt") || (BY_CONTENT.has(role) ? content(element) : ""));
  return native || tidy(element.getAttribute("title") ?? element.getAttribute("placeholder") ?? "");
}

function named(name, step) {
  if (step.how === "any") return true;
  if (step.how === "exact") return name === step.name;
  if (step.how === "starts") return name === step.name || (name.startsWith(step.name) && /\W/.test(name[step.name.length]));
  return name.includes(step.name);
}

// A request on the board: a list item that holds a link, button or heading of that name.
function holds(item, step) {
  return [...item.querySelectorAll("a, button, h1, h2, h3, h4, h5, h6, [role]")].some((inner) => {
    const role = roleOf(inner);
    return /^(link|button|heading)$/.test(role) && shown(inner) && named(nameOf(inner, role), step);
  });
}

function inside(scope, step) {
  const wanted = { card: "listitem", lane: "region" }[step.role] ?? step.role;
  const fits = (role) => (wanted === "field" ? FIELDS.has(role) : role === wanted || (wanted === "dialog" && role === "alertdialog"));
  const all = [...scope.querySelectorAll("*")].filter((element) => fits(roleOf(element)));
  const there = all.filter((element) => shown(element) || wanted === "file");
  if (step.role === "card") {
    const cards = there.filter((item) => holds(item, step));
    return { found: cards.filter((card) => !cards.some((other) => other !== card && card.contains(other))), there: [] };
  }
  return { found: there.filter((element) => named(nameOf(element), step)), there };
}

let scopes = [document];
let seen = [];
for (const step of steps) {
  const looked = scopes.map((scope) => inside(scope, step));
  scopes = [...new Set(looked.flatMap((one) => one.found))];
  seen = looked.flatMap((one) => one.there).slice(0, 15).map((element) => nameOf(element));
  if (step.nth !== null && step.nth !== undefined) scopes = scopes.slice(step.nth, step.nth + 1);
  if (!scopes.length) break;
}
return { elements: scopes, names: scopes.slice(0, 5000).map((element) => (element === document ? "" : nameOf(element))), seen };
