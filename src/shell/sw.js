// Keeps Inhouse usable without a network. Registered as sw.js?v=<hash of the program>: a new program is a new worker with a
// new cache. What to keep is read from index.html itself, so there is no list to maintain.
"use strict";
const scope = registration.scope;
// One origin may serve several copies at different paths: each keeps to its own caches.
const ours = `inhouse ${new URL(scope).pathname} `;
const name = ours + (new URL(location.href).searchParams.get("v") || "0");
const hashed = (url) => /-[0-9a-f]{16}(_\w+)?\.\w+$/.test(new URL(url).pathname);
const patience = 2500; // ms a navigation waits for the network while a kept page is there

// The files a page names: same origin, below our scope, no fragments.
const named = (page) => {
  const urls = new Set();
  for (const [, values] of page.matchAll(/\s(?:href|src|data-js|data-split|data-wasm|data-parts)="([^"#][^"]*)"/g)) {
    for (const value of values.split(" ")) {
      const url = new URL(value, scope);
      if (url.href.startsWith(scope)) urls.add(url.href);
    }
  }
  return [...urls];
};

// All files of a page first, the page last: a kept page never lacks one of its files.
const fill = async (page, response) => {
  const cache = await caches.open(name);
  const wanted = [];
  for (const url of named(page)) {
    if (!hashed(url) || !(await cache.match(url))) wanted.push(new Request(url, { cache: hashed(url) ? "default" : "reload" }));
  }
  await cache.addAll(wanted);
  await cache.put(scope, response);
};

const install = async () => {
  const response = await fetch(scope, { cache: "reload" });
  if (!response.ok) throw new Error(`index.html: ${response.status}`);
  await fill(await response.clone().text(), response);
  await skipWaiting();
};

// The version of every open page of ours; null for one that does not answer, as one the browser has put to sleep.
const versions = async () => {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  return Promise.all(pages.filter((page) => page.url.startsWith(scope)).map((page) => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => done(event.data);
    setTimeout(done, 3000, null);
    page.postMessage("inhouse:version", [port2]);
  })));
};

// A page left open fetches parts of its own program long after a new one has come, when the host no longer has them:
// so the files of a version go with the last page that runs it.
const tidy = async () => {
  const old = (await caches.keys()).filter((key) => key.startsWith(ours) && key !== name);
  if (!old.length) return;
  const open = await versions();
  if (open.includes(null)) return;
  for (const key of old) if (!open.includes(key.slice(ours.length))) await caches.delete(key);
};

const activate = async () => {
  await clients.claim();
  await tidy();
};

// A hashed file as any version of ours has kept it.
const keptFile = async (request) => {
  for (const key of [name, ...(await caches.keys()).filter((key) => key.startsWith(ours) && key !== name)]) {
    const kept = await caches.match(request, { cacheName: key, ignoreVary: true });
    if (kept) return kept;
  }
};

// A page that came from the network and differs from the kept one replaces it, with its files.
const renew = async (response) => {
  const page = await response.clone().text();
  const kept = await caches.match(scope, { cacheName: name });
  if (!kept || (await kept.text()) !== page) await fill(page, response);
};

const open = async (event) => {
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then(() => new Promise((done) => setTimeout(done, 5000))).then(tidy).catch(() => null));
  event.waitUntil(fresh.then((response) => (response.ok && !response.redirected ? renew(response.clone()) : null)).catch(() => null));
  const kept = await caches.match(scope, { cacheName: name });
  if (!kept) return fresh;
  const late = new Promise((done) => setTimeout(done, patience, null));
  const response = await Promise.race([fresh.catch(() => null), late]);
  return response && response.status < 500 ? response : kept;
};

const asset = async (request) => {
  const cache = await caches.open(name);
  if (hashed(request.url)) {
    const kept = await keptFile(request);
    if (kept) return kept;
    const response = await fetch(request);
    if (response.status === 200) await cache.put(request, response.clone());
    return response;
  }
  try {
    return await fetch(request);
  } catch (why) {
    const kept = await cache.match(request, { ignoreVary: true, ignoreSearch: true });
    if (kept) return kept;
    throw why;
  }
};

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  const path = new URL(request.url).pathname;
  const page = path === new URL(scope).pathname || path === new URL("index.html", scope).pathname;
  if (request.mode === "navigate") { if (page) event.respondWith(open(event)); }
  else if (!page) event.respondWith(asset(request));
});
