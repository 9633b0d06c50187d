const FILES = ["./", "page.js", "page.css"];
addEventListener("install", (event) => event.waitUntil(caches.open("test").then((cache) => cache.addAll(FILES)).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => event.respondWith(fetch(event.request).catch(() => caches.match(event.request, { ignoreSearch: true }))));
