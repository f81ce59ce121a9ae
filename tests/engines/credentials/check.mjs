// Reads {module, book, list, now, codes} from standard input, prints what the page's checker says of each code.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

globalThis.crypto ??= (await import("node:crypto")).webcrypto;
const asked = JSON.parse(readFileSync(0, "utf8"));
const { check, newerList, openKeyBook, openList } = await import(pathToFileURL(asked.module));
const keys = await openKeyBook(asked.book);
const lists = [];
for (const text of asked.lists) {
  try {
    lists.push(await openList(new Uint8Array(Buffer.from(text, "base64")), keys));
  } catch (error) {
    lists.push({ refused: error.constructor.name });
  }
}
const list = lists.filter((one) => !one.refused).reduce(newerList, null);
const now = new Date(asked.now);
const answers = [];
for (const code of asked.codes) answers.push(await check(code, { keys, list, now }));
const begun = process.hrtime.bigint();
for (let turn = 0; turn < 50; turn += 1) await check(asked.codes[0], { keys, list, now });
const milliseconds = Number(process.hrtime.bigint() - begun) / 50e6;
console.log(JSON.stringify({ answers, refused: lists.map((one) => one.refused ?? null), used: list?.sequence ?? null, milliseconds }));
