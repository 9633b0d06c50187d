// What a first visit weighs: index.html and what it makes the browser fetch before the app is there. Prints raw, gzip
// and brotli bytes of each file, and fails when the brotli sum is over tools/size-limit.txt.
//   node tools/size.mjs [DIST]
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = process.argv[2] ?? "dist";
const limit = Number(readFileSync(new URL("size-limit.txt", import.meta.url), "utf8").replace(/^#.*$/gm, "").trim());
const page = readFileSync(`${dist}/index.html`, "utf8");
const names = new Set(["index.html"]);
for (const [, name] of page.matchAll(/\s(?:href|src|data-js|data-wasm)="(?:\.\/)?([^"#]+\.(?:css|js|wasm))"/g)) names.add(name);
if (!Number.isSafeInteger(limit) || ![...names].some((name) => name.endsWith(".wasm"))) {
  console.error(`No program named in ${dist}/index.html, or no number in tools/size-limit.txt.`);
  process.exit(1);
}

const rows = [...names].map((name) => {
  const bytes = readFileSync(`${dist}/${name}`);
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  return [name, bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, best).length];
});
const sum = (column) => rows.reduce((total, row) => total + row[column], 0);
rows.push(["first visit", sum(1), sum(2), sum(3)]);
console.log(["".padEnd(36), "raw", "gzip", "brotli"].map((cell, column) => (column ? cell.padStart(9) : cell)).join(" "));
for (const [name, ...sizes] of rows) console.log([name.padEnd(36), ...sizes.map((size) => String(size).padStart(9))].join(" "));

const [, , , total] = rows.at(-1);
console.log(`${(100 * total / limit).toFixed(1)} % of the limit of ${limit} bytes (brotli).`);
if (total > limit) {
  console.error(`The first visit is ${total - limit} bytes over the limit in tools/size-limit.txt.`);
  process.exit(1);
}
