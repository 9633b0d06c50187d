// A board as somebody writes it by hand who knows the browser: what `make bench` compares the program with. The same
// cards with the same style sheet; a request is one value of localStorage. "?all" keeps every card in the page,
// "?windowed" the rows near what is in sight: so many pixels above and below it as the other board has, fewer until a
// list is scrolled.
"use strict";
(() => {
  const windowed = location.search === "?windowed";
  const STAGES = [["new", "New"], ["deciding", "Deciding"], ["accepted", "Accepted"], ["progress", "In progress"], ["waiting", "Waiting on client"], ["done", "Done"], ["declined", "Declined"]];
  const ROW = 150, NEAR = 300, MARGIN = 900;
  const board = document.querySelector(".board");
  const [line] = document.querySelectorAll(".quick input"), [search] = document.querySelectorAll("[type=search]");
  const all = new Map();
  let sought = "", lifted = null;

  const text = (s) => String(s).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
  const fold = (s) => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const icon = (name) => `<svg class="i" aria-hidden="true"><use href="#i-${name}"></use></svg>`;

  const card = (r) => {
    const left = r.due - Date.now(), late = left < 0;
    const share = Math.max(0, Math.min(1, 1 - left / 864e5));
    return `<p class="card-head"><span class="way"><b>Help desk</b><span class="way-to"><span aria-hidden="true">→</span><span class="sr">deliver to</span><b>${text(r.client)}</b></span></span>`
      + `<button class="icon-btn" type="button" aria-haspopup="dialog" aria-label="Move ${r.ref}">${icon("more")}</button></p>`
      + `<h3><a class="card-title" href="#${r.id}" draggable="false">${text(r.title)}</a></h3>`
      + `<div class="clock clock-${late ? "late" : "run"}"><p class="clock-line"><span class="st">${icon(late ? "late" : "run")}<span>${late ? "Late" : "On track"}</span></span>`
      + `<span>${Math.round(Math.abs(left) / 36e5)} h ${late ? "late" : "left"}</span><span class="due-at">due ${day.format(r.due)}</span></p>`
      + `<svg class="bar" height="4" aria-hidden="true"><g><rect class="b-track" width="100%" height="4" rx="2"></rect></g><rect class="b-${late ? "late" : "run"}" width="${share * 100}%" height="4" rx="2"></rect></svg></div>`
      + `<p class="card-meta"><span class="card-ref">${r.ref}</span><span>${icon("p2")}${r.priority}</span><span>${icon("e2")}Useful</span><span class="avatar avatar-s" title="${text(r.owner)}"><span aria-hidden="true">${text(r.owner.slice(0, 2))}</span><span class="sr">Owner ${text(r.owner)}</span></span></p>`;
  };
  const element = (r) => {
    const li = document.createElement("li");
    li.className = "card";
    li.dataset.id = r.id;
    li.innerHTML = card(r);
    return li;
  };

  const lanes = new Map();
  class Lane {
    constructor([stage, name]) {
      this.stage = stage;
      const section = document.createElement("section");
      section.className = "lane";
      section.dataset.stage = stage;
      section.innerHTML = `<header class="lane-head"><h2>${name}</h2><span class="count"></span></header><ul class="lane-cards" aria-label="${name}"></ul>`;
      board.append(section);
      this.count = section.querySelector(".count");
      this.list = section.querySelector("ul");
      this.sorted = [];
      this.shown = [];
      this.from = 0;
      // Where it is scrolled to and how high it is, is read when that changes: to ask while drawing lays out the page anew.
      this.top = 0;
      this.view = innerHeight * 0.6;
      this.margin = NEAR;
      if (windowed) this.list.addEventListener("scroll", () => { this.top = this.list.scrollTop; this.margin = MARGIN; this.draw(); }, { passive: true });
    }
    sift() {
      this.shown = sought ? this.sorted.filter((r) => r.folded.includes(sought)) : this.sorted;
      this.count.textContent = this.shown.length;
    }
    place(r) {
      let low = 0, high = this.sorted.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.sorted[middle].due <= r.due) low = middle + 1; else high = middle;
      }
      return low;
    }
    draw() {
      if (!windowed) return this.list.replaceChildren(...this.shown.map((r) => (r.li ??= element(r))));
      const { top, view, margin } = this;
      const first = Math.max(0, Math.floor((top - margin) / ROW));
      const last = Math.min(this.shown.length, Math.ceil((top + view + margin) / ROW));
      const rows = this.shown.slice(first, last), kept = new Set(rows);
      if (!this.before) {
        const space = () => Object.assign(document.createElement("li"), { className: "space", ariaHidden: "true" });
        this.list.replaceChildren((this.before = space()), (this.after = space()));
      }
      this.before.style.height = `${first * ROW}px`;
      this.after.style.height = `${(this.shown.length - last) * ROW}px`;
      // Only what has come or gone is touched.
      for (const r of this.drawn ?? []) if (!kept.has(r)) { if (r.li?.parentNode === this.list) r.li.remove(); r.li = null; }
      this.drawn = kept;
      let node = this.before.nextSibling;
      for (const r of rows) {
        r.li ??= element(r);
        if (r.li === node) node = node.nextSibling; else this.list.insertBefore(r.li, node);
      }
    }
    insert(r) {
      this.sorted.splice(this.place(r), 0, r);
      this.sift();
      if (windowed) return this.draw();
      if (this.shown.includes(r)) this.list.insertBefore((r.li ??= element(r)), this.list.children[this.shown.indexOf(r)] ?? null);
    }
    // Whoever has moved a card goes on from where it stands: it is in sight and has the focus, as on the other board.
    show(r) {
      if (windowed && !r.li) {
        this.top = Math.max(0, this.shown.indexOf(r) * ROW - this.view / 3);
        this.margin = MARGIN;
        this.list.scrollTop = this.top;
        this.draw();
      }
      r.li?.querySelector("a")?.focus();
    }
    remove(r) {
      this.sorted.splice(this.sorted.indexOf(r), 1);
      this.sift();
      if (windowed) return this.draw();
      r.li?.remove();
    }
  }

  const store = (r) => localStorage.setItem(`v/${r.id}`, JSON.stringify(r, ["id", "ref", "title", "client", "stage", "priority", "owner", "due"]));
  const take = (r) => {
    r.folded = fold(`${r.title} ${r.ref} ${r.client} ${r.owner}`);
    all.set(r.id, r);
  };

  // Before the comparison: as many requests in each stage as the other board has.
  window.seed = (counts) => {
    localStorage.clear();
    let n = 0;
    for (const [stage, count] of Object.entries(counts)) {
      for (let i = 0; i < count; i += 1, n += 1) {
        const id = `r${String(n).padStart(6, "0")}`;
        store({ id, ref: `HEL-${n}`, title: `Service ${n % 60}, product ${n % 23}`, client: `Customer ${n % 300}`, stage, priority: "Normal", owner: `Agent ${n % 22}`, due: Date.now() + ((n * 7919) % 200 - 60) * 36e5 });
      }
    }
  };

  for (const stage of STAGES) lanes.set(stage[0], new Lane(stage));
  for (const key of Object.keys(localStorage)) if (key.startsWith("v/")) take(JSON.parse(localStorage.getItem(key)));
  for (const r of all.values()) lanes.get(r.stage)?.sorted.push(r);
  for (const lane of lanes.values()) {
    lane.sorted.sort((a, b) => a.due - b.due);
    lane.sift();
    lane.draw();
  }
  const open = () => { document.getElementById("open").textContent = [...lanes.values()].slice(0, 5).reduce((sum, lane) => sum + lane.shown.length, 0); };
  open();

  requestAnimationFrame(() => requestAnimationFrame(() => { for (const lane of lanes.values()) lane.view = lane.list.clientHeight; }));

  line.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const id = `r${Date.now()}`;
    const r = { id, ref: `HEL-${all.size}`, title: line.value, client: "Customer 1", stage: "new", priority: "Normal", owner: "Agent 1", due: Date.now() + 864e5 };
    take(r);
    store(r);
    lanes.get("new").insert(r);
    open();
    line.value = "";
  });
  search.addEventListener("input", () => {
    sought = fold(search.value.trim());
    for (const lane of lanes.values()) { lane.sift(); lane.draw(); }
    open();
  });
  // Space lifts, arrows choose the lane, Enter drops; E changes the title.
  board.addEventListener("keydown", (event) => {
    const li = event.target.closest(".card"), r = li && all.get(li.dataset.id);
    if (!r) return;
    if (event.target.matches("input")) {
      if (event.key !== "Enter") return;
      r.title = event.target.value;
      take(r);
      store(r);
      li.innerHTML = card(r);
      li.querySelector("a").focus();
    } else if (event.key === " ") { lifted = { r, to: STAGES.findIndex(([stage]) => stage === r.stage) }; event.preventDefault(); }
    else if (lifted && event.key === "ArrowRight") lifted.to += 1;
    else if (lifted && event.key === "ArrowLeft") lifted.to -= 1;
    else if (lifted && event.key === "Enter") {
      event.preventDefault();
      const from = lanes.get(r.stage);
      r.stage = STAGES[lifted.to][0];
      lifted = null;
      store(r);
      from.remove(r);
      lanes.get(r.stage).insert(r);
      open();
      lanes.get(r.stage).show(r);
    } else if (event.key === "e") {
      const field = Object.assign(document.createElement("input"), { className: "input", value: r.title });
      li.querySelector("h3").replaceChildren(field);
      field.focus();
    }
  });
})();
