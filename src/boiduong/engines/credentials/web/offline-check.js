// Kiểm tra mã QR không cần mạng: reads what was scanned, checks its signature with the issuer's public keys,
// looks it up in the signed list of revocations. Plain module, no library, no network; the same rules as the
// Python engine beside it (cbor.py, cose.py, offline.py, revocations.py), tried against the same codes.

const VERSION = 1;
const LARGEST = 1024;
const LARGEST_LIST = 4 * 1024 * 1024;
const DEEPEST = 4;
const MOST_ITEMS = 32;
const LAST_DAY = 2932896; // 9999-12-31
const LATEST = 253402214400;
const ALGORITHMS = { ES256: -7, EdDSA: -8 };
const ENDED = { 1: "revoked", 2: "replaced" };
const BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const SMALL = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
const LETTERS = SMALL + SMALL.toUpperCase() + "…–“”’";

class Unreadable extends Error {}

/** Đọc sổ khóa: the JSON text of the key book, its keys made ready. */
export async function openKeyBook(text) {
  const book = JSON.parse(text);
  if (book.version !== VERSION) throw new Unreadable("key book");
  return Promise.all(book.keys.map(async (entry) => ({ ...entry, ready: await imported(entry) })));
}

/** Mở danh sách thu hồi: { sequence, madeAt, entries } once its signature fits, else an error. */
export async function openList(bytes, keys) {
  const pack = readSealed(bytes, "bd-list", LARGEST_LIST);
  const entry = keys.find((one) => one.kid === hex(pack.keyNumber));
  if (!entry || !entry.lists || entry.withdrawn || !(await fits(pack, entry))) throw new Unreadable("signature");
  const said = readCbor(pack.payload, LARGEST_LIST);
  if (!hasKeys(said, [0, 1, 2, 3]) || said.get(0) !== VERSION) throw new Unreadable("version");
  const [sequence, made, entries] = [said.get(1), said.get(2), said.get(3)];
  const whole = Number.isInteger(sequence) && Number.isInteger(made) && sequence >= 0 && made >= 0 && made < LATEST;
  if (!whole || !(entries instanceof Uint8Array) || !inOrder(entries)) throw new Unreadable("entries");
  return { sequence, madeAt: new Date(made * 1000), entries };
}

/** Danh sách nào mới hơn: an older list never takes a newer one's place. */
export function newerList(one, other) {
  if (!one || !other) return one || other || null;
  return other.sequence > one.sequence ? other : one;
}

/** Kiểm tra một mã: { state, claims?, issuer?, listMadeAt, listAge } (age in seconds); never throws for hostile text. */
export async function check(text, { keys, list = null, now = new Date() }) {
  const listed = list ? { listMadeAt: list.madeAt, listAge: Math.round((now - list.madeAt) / 1000) } : {};
  let pack, entry, claims;
  try {
    pack = readSealed(token(text), "bd-credential", LARGEST);
    entry = keys.find((one) => one.kid === hex(pack.keyNumber));
    if (!entry) return { state: "unknown_key", ...listed };
    if (!(await fits(pack, entry))) return { state: "altered", ...listed };
    claims = claimsOf(readCbor(pack.payload, LARGEST));
  } catch (error) {
    if (error instanceof Unreadable) return { state: "unreadable", ...listed };
    throw error;
  }
  let state = (list && (await ended(list, pack.keyNumber, claims.number))) || "valid";
  const late = entry.until !== null && claims.issuedOn > entry.until;
  if (entry.withdrawn) state = "withdrawn_key";
  else if (claims.issuedOn < entry.since || late) state = "outside_key";
  return { state, claims, issuer: entry.issuer, ...listed };
}

function token(text) {
  const plain = String(text).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  if (plain.length > 2 * LARGEST) throw new Unreadable("long");
  if (plain.startsWith("BD1:")) return fromBase45(plain.slice(4));
  const mark = plain.lastIndexOf("#");
  const fragment = plain.slice(mark + 1);
  if (fragment.startsWith("BD1.")) return fromBase64url(fragment.slice(4));
  throw new Unreadable("not ours");
}

function fromBase45(text) {
  const bytes = [];
  for (let start = 0; start < text.length; start += 3) {
    const part = text.slice(start, start + 3);
    const values = [...part].map((letter) => BASE45.indexOf(letter));
    const size = values.length - 1;
    const value = values.reduceRight((sum, one) => sum * 45 + one, 0);
    if (size < 1 || values.includes(-1) || value >= 256 ** size) throw new Unreadable("base45");
    if (size === 2) bytes.push(value >> 8);
    bytes.push(value & 255);
  }
  return Uint8Array.from(bytes);
}

function fromBase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) throw new Unreadable("base64");
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  if (toBase64url(bytes) !== text) throw new Unreadable("base64");
  return bytes;
}

function toBase64url(bytes) {
  const plain = Array.from(bytes, (one) => String.fromCharCode(one)).join("");
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function readSealed(bytes, content, largest) {
  const whole = readCbor(bytes, largest);
  const shape = Array.isArray(whole) && whole.length === 4 && whole[1] instanceof Map && whole[1].size === 0;
  if (!shape || ![0, 2, 3].every((place) => whole[place] instanceof Uint8Array)) throw new Unreadable("shape");
  const [protectedBytes, , payload, signature] = whole;
  const header = readCbor(protectedBytes, largest);
  if (!hasKeys(header, [1, 4, 16]) || header.get(16) !== content) throw new Unreadable("purpose");
  const [algorithm, keyNumber] = [header.get(1), header.get(4)];
  if (!Object.values(ALGORITHMS).includes(algorithm) || !(keyNumber instanceof Uint8Array)) throw new Unreadable("header");
  return { protectedBytes, payload, signature, algorithm, keyNumber };
}

/** The algorithm is the key's own, never what the code says. */
async function fits(pack, entry) {
  if (pack.algorithm !== ALGORITHMS[entry.alg] || pack.signature.length !== 64) return false;
  const how = entry.alg === "EdDSA" ? { name: "Ed25519" } : { name: "ECDSA", hash: "SHA-256" };
  const context = new TextEncoder().encode("Signature1");
  const signed = joined([
    [0x84, 0x6a], context, head(2, pack.protectedBytes.length), pack.protectedBytes,
    [0x40], head(2, pack.payload.length), pack.payload,
  ]);
  return crypto.subtle.verify(how, entry.ready, pack.signature, signed);
}

function imported({ kty, crv, x, y, alg }) {
  const how = alg === "EdDSA" ? { name: "Ed25519" } : { name: "ECDSA", namedCurve: "P-256" };
  const jwk = alg === "EdDSA" ? { kty, crv, x } : { kty, crv, x, y };
  return crypto.subtle.importKey("jwk", jwk, how, false, ["verify"]);
}

function claimsOf(said) {
  if (!(said instanceof Map) || said.get(0) !== VERSION) throw new Unreadable("version");
  for (const key of said.keys()) if (!(Number.isInteger(key) && key >= 0 && key <= 9)) throw new Unreadable("keys");
  const sha256 = said.has(8) ? said.get(8) : new Uint8Array();
  const test = said.has(9) ? said.get(9) : false;
  const right = sha256 instanceof Uint8Array && (sha256.length === 0 || sha256.length === 32);
  if (!right || typeof test !== "boolean") throw new Unreadable("content");
  const [title, number, name, course] = [1, 2, 3, 4].map((key) => unpacked(said.get(key)));
  const issuedOn = day(said.get(5));
  const [fromOn, toOn] = [6, 7].map((key) => ((said.get(key) ?? null) === null ? null : day(said.get(key))));
  return { title, number, name, course, issuedOn, fromOn, toOn, pdfSha256: hex(sha256), test };
}

function unpacked(value) {
  if (typeof value === "string") return value;
  if (!(value instanceof Uint8Array)) throw new Unreadable("text");
  return Array.from(value, (code) => {
    if (code >= 0x20 && code < 0x7f) return String.fromCharCode(code);
    if (code >= 0x80) return LETTERS[code - 0x80];
    if (code >= 1 && code <= 11) return LETTERS[127 + code];
    throw new Unreadable("text");
  }).join("");
}

function day(value) {
  if (!Number.isInteger(value) || value < 0 || value > LAST_DAY) throw new Unreadable("day");
  return new Date(value * 86400000).toISOString().slice(0, 10);
}

async function ended(list, keyNumber, number) {
  const name = new TextEncoder().encode(number.normalize("NFC"));
  const digest = await crypto.subtle.digest("SHA-256", joined([keyNumber, [0], name]));
  const mark = new Uint8Array(digest).slice(0, 8);
  let [low, high] = [0, list.entries.length / 9];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compared(list.entries.subarray(middle * 9, middle * 9 + 8), mark) < 0) low = middle + 1;
    else high = middle;
  }
  const found = list.entries.subarray(low * 9, low * 9 + 9);
  return found.length === 9 && compared(found.subarray(0, 8), mark) === 0 ? ENDED[found[8]] : null;
}

function inOrder(entries) {
  if (entries.length % 9) return false;
  for (let place = 0; place < entries.length; place += 9) {
    if (!(entries[place + 8] in ENDED)) return false;
    const before = entries.subarray(place - 9, place - 1);
    if (place && compared(before, entries.subarray(place, place + 8)) >= 0) return false;
  }
  return true;
}

function compared(one, other) {
  for (let place = 0; place < Math.min(one.length, other.length); place += 1) {
    if (one[place] !== other[place]) return one[place] - other[place];
  }
  return one.length - other.length;
}

function hasKeys(map, keys) {
  return map instanceof Map && map.size === keys.length && keys.every((key) => map.has(key));
}

function hex(bytes) {
  return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

function head(kind, size) {
  if (size < 24) return [(kind << 5) | size];
  if (size < 0x100) return [(kind << 5) | 24, size];
  if (size < 0x10000) return [(kind << 5) | 25, size >> 8, size & 255];
  return [(kind << 5) | 26, size >>> 24, (size >> 16) & 255, (size >> 8) & 255, size & 255];
}

/** One canonical value and nothing after it: no tags, no floats, no endless lengths, no key twice. */
function readCbor(bytes, largest) {
  if (bytes.length > largest) throw new Unreadable("long");
  let place = 0;
  const value = item(0);
  if (place !== bytes.length) throw new Unreadable("rest");
  return value;

  function item(depth) {
    if (depth > DEEPEST) throw new Unreadable("deep");
    const [kind, size] = start();
    if (kind === 0) return size;
    if (kind === 1) return -1 - size;
    if (kind === 2) return taken(size);
    if (kind === 3) return text(size);
    if (kind === 4) return Array.from({ length: counted(size) }, () => item(depth + 1));
    if (kind === 5) return map(counted(size), depth);
    if (kind === 7 && size >= 20 && size <= 22) return [false, true, null][size - 20];
    throw new Unreadable("kind");
  }

  function start() {
    const first = taken(1)[0];
    const [kind, size] = [first >> 5, first & 31];
    if (size < 24) return [kind, size];
    if (size > 27 || kind === 7) throw new Unreadable("kind");
    const width = 1 << (size - 24);
    const number = taken(width).reduce((sum, one) => sum * 256 + one, 0);
    if (number < (width === 1 ? 24 : 2 ** (4 * width))) throw new Unreadable("shortest");
    return [kind, number];
  }

  function taken(size) {
    if (size > bytes.length - place) throw new Unreadable("cut");
    place += size;
    return bytes.slice(place - size, place);
  }

  function text(size) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(taken(size));
    } catch (error) {
      throw new Unreadable("Unicode");
    }
  }

  function counted(size) {
    if (size > MOST_ITEMS) throw new Unreadable("many");
    return size;
  }

  function map(size, depth) {
    const found = new Map();
    let last = null;
    for (let count = 0; count < size; count += 1) {
      const before = place;
      const key = item(depth + 1);
      const spelled = bytes.slice(before, place);
      if (typeof key !== "string" && !Number.isInteger(key)) throw new Unreadable("key");
      const longer = last === null ? 1 : spelled.length - last.length;
      if (longer < 0 || (longer === 0 && compared(spelled, last) <= 0)) throw new Unreadable("order");
      last = spelled;
      found.set(key, item(depth + 1));
    }
    return found;
  }
}
