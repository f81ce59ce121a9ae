// Người giữ trang kiểm tra: keeps the page on the phone, answers for it where there is no network.
const KEPT = "khong-mang-{{ mark }}";
const PAGE = "{% url "verification:offline" %}";
const FRESH = ["{% url "verification:key_book" %}", "{% url "verification:revocations" %}"];
const SCRIPTS = [{% for one in scripts %}"{{ one }}",{% endfor %}];

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => event.waitUntil(tidied().then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  else if (FRESH.includes(address.pathname)) event.respondWith(freshest(request, address.pathname));
  else if (address.pathname.includes("/static/")) event.respondWith(kept(request));
});

/** The page as a stranger sees it, its styles and their letters, the scripts, the key book and the list. */
async function fill() {
  const cache = await caches.open(KEPT);
  const page = await put(cache, PAGE);
  const parts = [...page.matchAll(/(?:href|src)="([^"]*\/static\/[^"]+)"/g)].map((found) => found[1]);
  for (const part of new Set([...parts, ...SCRIPTS])) {
    const text = await put(cache, part);
    if (!/\.css($|\?)/.test(part)) continue;
    const letters = [...text.matchAll(/url\(["']?([^"')]+)["']?\)/g)].map((found) => found[1]);
    await Promise.all(letters.map((one) => put(cache, new URL(one, new URL(part, location.href)).pathname)));
  }
  await Promise.all(FRESH.map((one) => put(cache, one).catch(() => "")));
}

async function put(cache, address) {
  const answer = await fetch(address, { credentials: "omit", cache: "reload" });
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  await cache.put(address, answer.clone());
  return answer.text();
}

async function tidied() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("khong-mang-") && name !== KEPT);
  return Promise.all(old.map((name) => caches.delete(name)));
}

async function freshest(request, path) {
  try {
    const answer = await fetch(request, { cache: "no-cache" });
    if (answer.ok) await (await caches.open(KEPT)).put(path, answer.clone());
    return answer;
  } catch {
    return (await caches.match(path)) || Response.error();
  }
}

async function kept(request) {
  return (await caches.match(request)) || fetch(request);
}
