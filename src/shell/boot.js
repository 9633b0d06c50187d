// Starts Inhouse, and is what is left when it cannot start or has stopped. Runs before the first paint, in any frame,
// without the program: so no line here may rely on it. The program is named by <meta name="program">, which Trunk fills in.
(() => {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const opening = () => document.querySelector(".boot");

  // 1. The look chosen on this device, before anything is painted.
  const more = matchMedia("(prefers-contrast: more)");
  const look = () => {
    let here = {};
    try {
      here = JSON.parse(localStorage.getItem("inhouse/here")) || {};
    } catch { /* storage is blocked or unreadable: the system's own look */ }
    if (here.theme === "light" || here.theme === "dark") root.dataset.theme = here.theme;
    if (here.density === "compact" || here.density === "roomy") root.dataset.density = here.density;
    if (here.contrast === "more" || more.matches) root.dataset.contrast = "more";
    else delete root.dataset.contrast;
  };
  look();
  more.addEventListener("change", look);

  // 2. When it fails. The program reveals #crashed by taking its "hidden" away; a fault it could not report comes as an error event.
  const crashed = (title, text, why) => {
    const box = byId("crashed");
    if (!box) return;
    opening()?.remove();
    if (title) byId("crashed-title").textContent = title;
    if (text) byId("crashed-text").textContent = text;
    if (why && !byId("crashed-why").textContent) byId("crashed-why").textContent = String(why).slice(0, 2000);
    box.hidden = false;
    if (!box.open) box.showModal();
  };
  // Every stored value as it is, also those the program could not read.
  const rescue = () => {
    try {
      const keys = {};
      for (const key of Object.keys(localStorage)) {
        if (key === "inhouse" || key.startsWith("inhouse/")) keys[key] = localStorage.getItem(key);
      }
      const at = new Date().toISOString();
      const file = new Blob([JSON.stringify({ inhouse: "raw", at, keys }, null, 1)], { type: "application/json" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = `inhouse-everything-${at.slice(0, 10)}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      byId("crashed-note").textContent = `${Object.keys(keys).length} stored values are in the file ${link.download}.`;
    } catch {
      byId("crashed-note").textContent = "This browser does not let the page read its storage here, so there is nothing to download.";
    }
  };
  addEventListener("error", (event) => {
    if (event.error instanceof WebAssembly.RuntimeError) crashed("", "", event.error.message);
  });
  addEventListener("unhandledrejection", (event) => {
    if (event.reason instanceof WebAssembly.RuntimeError) crashed("", "", event.reason.message);
  });

  // 3. Start, once the page is there to mount into.
  const start = async () => {
    const box = byId("crashed");
    byId("crashed-download").addEventListener("click", rescue);
    byId("crashed-reload").addEventListener("click", () => location.reload());
    box.addEventListener("cancel", (event) => event.preventDefault());
    new MutationObserver(() => box.hidden || crashed()).observe(box, { attributeFilter: ["hidden"] });
    // The program is there as soon as its <main> is. (A rule with ":has(main)" would say the same, and cost every later
    // change of the page a look at all of it.)
    new MutationObserver((_, watch) => {
      if (!document.querySelector("main")) return;
      opening()?.remove();
      watch.disconnect();
    }).observe(document.body, { childList: true, subtree: true });

    const program = document.querySelector("meta[name=program]").dataset;
    // A desk is kept here: its parts are fetched beside the program, not after it. One value tells; to list thousands costs.
    try {
      if (localStorage.getItem("inhouse") !== null) {
        for (const href of (program.desk || "").split(" ").filter(Boolean)) {
          document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "anonymous", href }));
        }
      }
    } catch { /* storage is blocked */ }
    try {
      const glue = await import(new URL(program.js, document.baseURI).href);
      await glue.default({ module_or_path: new URL(program.wasm, document.baseURI).href });
    } catch (why) {
      if (why instanceof WebAssembly.RuntimeError) return crashed("", "", why.message);
      return window.origin === "null"
        ? crashed("Inhouse cannot start in this frame", "The page that shows it keeps it apart from its own files. Open it in a tab of its own, or let the frame have “allow-same-origin”.", why)
        : crashed("Inhouse could not be loaded", "Part of the program did not arrive, or this browser is too old for it. Your data is kept in this browser. Check the network and open the page again.", why);
    }
    offline(program);
  };

  // 4. The next visit works without a network (not in frames, not from a file), and a tab left open hears of a new version.
  // For the program: <html data-offline="ready">, and on window the events "inhouse:offline" and "inhouse:update".
  const offline = async (program) => {
    if (window.top !== window || !location.protocol.startsWith("http") || !navigator.serviceWorker) return;
    const version = (program.wasm.match(/-([0-9a-f]+)_bg\.wasm$/) || [, "0"])[1];
    // The worker asks which files this page still needs: those of its own version stay as long as it is open.
    navigator.serviceWorker.addEventListener("message", (event) => {
      if (event.data === "inhouse:version" && event.ports[0]) event.ports[0].postMessage(version);
    });
    navigator.serviceWorker.startMessages();
    try {
      await navigator.serviceWorker.register(`sw.js?v=${version}`);
      await navigator.serviceWorker.ready;
      root.dataset.offline = "ready";
      dispatchEvent(new Event("inhouse:offline"));
    } catch { return; /* private window, blocked: the app itself is not touched */ }
    let looked = Date.now();
    const look = async () => {
      if (document.hidden || Date.now() - looked < 15 * 60000 || root.dataset.update) return;
      looked = Date.now();
      try {
        const page = await (await fetch("./", { cache: "no-cache" })).text();
        if (page.includes("data-wasm") && !page.includes(program.wasm)) {
          root.dataset.update = "ready";
          dispatchEvent(new Event("inhouse:update"));
        }
      } catch { /* no network: look again later */ }
    };
    document.addEventListener("visibilitychange", look);
    setInterval(look, 60 * 60000);
  };

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
