// Trang kiểm tra không cần mạng: takes a code from the address, the paste field, a picture or the camera; shows what
// the checker says. All words stand in the page, in its language; nothing that was read is ever taken for markup.

const root = document.getElementById("offline");
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const { check, newerList, openKeyBook, openList } = await import(root.dataset.checker);
const language = document.documentElement.lang;
const LISTED_STATES = ["valid", "revoked", "replaced"];
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];

let known = null;

/** Key book and newest list: from the network, else as the phone kept them. */
async function load() {
  const keys = await openKeyBook(await (await fetch(root.dataset.book)).text());
  let list = null;
  for (const answer of [await caches.match(root.dataset.list), await fetch(root.dataset.list).catch(() => null)]) {
    if (!answer || !answer.ok) continue;
    try {
      list = newerList(list, await openList(new Uint8Array(await answer.arrayBuffer()), keys));
    } catch {
      part("list-broken").hidden = false;
    }
  }
  return { keys, list };
}

async function ready() {
  if (!known) {
    known = load().catch(() => null);
    const found = await known;
    if (!found) known = null;
    part("no-keys").hidden = Boolean(found);
    if (found) tellAge(found.list);
  }
  return known;
}

function tellAge(list) {
  part("no-list").hidden = Boolean(list);
  part("age").hidden = !list;
  if (!list) return;
  const when = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(list.madeAt);
  const seconds = Math.round((Date.now() - list.madeAt) / 1000);
  const [unit, size] = UNITS.find(([, least]) => seconds >= least) || UNITS[2];
  const ago = new Intl.RelativeTimeFormat(language).format(-Math.max(0, Math.round(seconds / size)), unit);
  part("age-when").textContent = when;
  part("age-ago").textContent = ago;
  part("age").classList.toggle("notice-wait", seconds > 7 * 86400);
}

async function answer(text) {
  const began = performance.now();
  const found = await ready();
  if (!found) return;
  const said = await check(text, found);
  const state = said.state === "valid" && !found.list ? "valid_unlisted" : said.state;
  for (const block of root.querySelectorAll("[data-state]")) block.hidden = block.dataset.state !== state;
  const drum = LISTED_STATES.includes(said.state) ? said.state : "unknown";
  for (const one of root.querySelectorAll("[data-drum]")) one.hidden = one.dataset.drum !== drum;
  fill(said);
  const verdict = part("verdict");
  verdict.hidden = false;
  verdict.dataset.ms = (performance.now() - began).toFixed(1);
  verdict.focus();
}

function fill({ claims, issuer }) {
  part("facts").hidden = !claims;
  part("test").hidden = !(claims && claims.test);
  if (!claims) return;
  const day = (iso) => (iso ? new Intl.DateTimeFormat(language, { timeZone: "UTC" }).format(new Date(iso)) : "");
  const days = claims.fromOn && claims.toOn ? `${day(claims.fromOn)} – ${day(claims.toOn)}` : "";
  const words = { title: claims.title, number: claims.number, name: claims.name, course: claims.course, days,
    issued: day(claims.issuedOn), issuer };
  for (const [name, text] of Object.entries(words)) {
    const fact = part(`fact-${name}`);
    fact.textContent = text;
    fact.hidden = fact.previousElementSibling.hidden = !text;
  }
}

part("form").addEventListener("submit", (event) => {
  event.preventDefault();
  answer(part("code").value);
});

function fromAddress() {
  if (location.hash.startsWith("#BD1.")) answer(location.href);
}
window.addEventListener("hashchange", fromAddress);

async function withCamera() {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  part("picture-field").hidden = false;
  part("picture").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const found = await detector.detect(await createImageBitmap(file)).catch(() => []);
    part("picture-empty").hidden = found.length > 0;
    if (found.length) answer(found[0].rawValue);
  });
  if (!navigator.mediaDevices) return;
  part("camera").hidden = false;
  part("camera").addEventListener("click", () => watch(detector));
}

async function watch(detector) {
  const video = part("video");
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
  part("camera-refused").hidden = Boolean(stream);
  if (!stream) return;
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  const look = async () => {
    const found = await detector.detect(video).catch(() => []);
    if (!found.length) {
      setTimeout(look, 200);
      return;
    }
    for (const track of stream.getTracks()) track.stop();
    video.hidden = true;
    answer(found[0].rawValue);
  };
  look();
}

/** The page is kept only when the worker of each scope is: the browser's own "ready" asks for the page's alone. */
function atWork(registration) {
  if (registration.active) return registration;
  const worker = registration.installing || registration.waiting;
  return new Promise((done, failed) => worker.addEventListener("statechange", () => {
    if (worker.state === "activated") done(registration);
    if (worker.state === "redundant") failed(new Error("redundant"));
  }));
}

part("needs-script").hidden = true;
part("form").hidden = false;
if ("BarcodeDetector" in window) withCamera();
if ("serviceWorker" in navigator) {
  const scopes = root.dataset.scopes.split(" ");
  Promise.all(scopes.map((scope) => navigator.serviceWorker.register(root.dataset.worker, { scope }).then(atWork)))
    .then(() => { part("kept").hidden = false; })
    .catch(() => { part("not-kept").hidden = false; });
} else part("not-kept").hidden = false;
await ready();
fromAddress();
