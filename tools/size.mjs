// What a first visit weighs: index.html and what it makes the browser fetch before the start is there. Prints raw, gzip
// and brotli bytes of each file, then what each part that comes later adds (tools/split.mjs), and fails when the
// brotli sum of the first visit, or of all that is fetched until a desk shows its board, is over tools/size-limit.txt.
//   node tools/size.mjs [DIST]
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = process.argv[2] ?? "dist";
const [limit, most] = readFileSync(new URL("size-limit.txt", import.meta.url), "utf8").replace(/^#.*$/gm, "").trim().split(/\s+/).map(Number);
const page = readFileSync(`${dist}/index.html`, "utf8");
const names = new Set(["index.html"]);
for (const [, name] of page.matchAll(/\s(?:href|src|data-js|data-split|data-wasm)="(?:\.\/)?([^"#]+\.(?:css|js|wasm))"/g)) names.add(name);
if (![limit, most].every(Number.isSafeInteger) || ![...names].some((name) => name.endsWith(".wasm"))) {
  console.error(`No program named in ${dist}/index.html, or not two numbers in tools/size-limit.txt.`);
  process.exit(1);
}

const measure = (name, files) => {
  const sizes = files.map((file) => {
    const bytes = readFileSync(`${dist}/${file}`);
    const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
    return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, best).length];
  });
  return [name, ...[0, 1, 2].map((column) => sizes.reduce((total, size) => total + size[column], 0))];
};
const rows = [...names].map((name) => measure(name, [name]));
rows.push(["first visit", ...[1, 2, 3].map((column) => rows.reduce((total, row) => total + row[column], 0))]);
const total = rows.at(-1)[3];

// The loader says which files each part consists of. A desk needs its own part and the board's before it shows anything.
let board = total;
const loader = [...names].find((name) => name.endsWith("_split.js"));
if (loader) {
  const text = readFileSync(`${dist}/${loader}`, "utf8");
  const base = loader.slice(0, -"split.js".length);
  for (const [, part, files] of text.matchAll(/__wasm_split_load_(\w+) = .*?, \[([^\]]*)\]\)\);/g)) {
    const chunks = [...files.matchAll(/__(chunk_\w+)/g)].map(([, chunk]) => `${base}${chunk}.wasm`);
    rows.push(measure(`later: ${part} (${chunks.length + 1} files)`, [`${base}split_${part}.wasm`, ...chunks]));
    if (["desk", "board"].includes(part)) board += rows.at(-1)[3];
  }
}
console.log(["".padEnd(42), "raw", "gzip", "brotli"].map((cell, column) => (column ? cell.padStart(9) : cell)).join(" "));
for (const [name, ...sizes] of rows) console.log([name.padEnd(42), ...sizes.map((size) => String(size).padStart(9))].join(" "));

const over = [["first visit", total, limit], ["way to the first board", board, most]].filter(([what, bytes, allowed]) => {
  console.log(`${(100 * bytes / allowed).toFixed(1)} % of the limit of ${allowed} bytes (brotli) for the ${what}: ${bytes}.`);
  return bytes > allowed;
});
for (const [what, bytes, allowed] of over) console.error(`The ${what} is ${bytes - allowed} bytes over the limit in tools/size-limit.txt.`);
if (over.length) process.exit(1);
