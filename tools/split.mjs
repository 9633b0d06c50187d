// Cuts the program of a release into the parts that src/ui/later.rs names, so that a first visit loads only what it
// shows. Trunk calls this after a build (Trunk.toml, hook "post_build"); a development build stays in one piece.
//
// It works on what cargo linked, because only that still has the relocations which wasm-split-cli needs; then
// wasm-bindgen writes the glue of the first part, and wasm-opt goes over every part. All files of one build carry
// one hash, made from what is in them: parts of two builds never meet.
import { createHash } from "node:crypto";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const { TRUNK_PROFILE, TRUNK_STAGING_DIR: staging, TRUNK_SOURCE_DIR: source = ".", CARGO_TARGET_DIR } = process.env;
if (TRUNK_PROFILE !== "release") process.exit(0);
const linked = join(CARGO_TARGET_DIR ?? join(source, "target"), "wasm32-unknown-unknown/release/inhouse.wasm");
const fail = (why) => { console.error(`[split] ${why}`); process.exit(1); };
if (!staging || !existsSync(linked)) fail(`nothing to cut at ${linked}`);
if (!readFileSync(linked).includes("__wasm_split_00")) fail('the release was built without "--cfg split": build it with make build');

const work = mkdtempSync(join(tmpdir(), "inhouse-split-"));
const cut = join(work, "cut"), glued = join(work, "glued");

// Parts share the first part's memory, table and stack under this name; those that are joined, under another of the same
// length, since a module cannot pass on what it takes under its own name. (A form feed is that length, 12.)
const SHARED = "__wasm_split", OUTER = "__wasm_outer";

// One module that takes what the parts share and hands it to those that are joined with it.
const between = (wasm) => {
  const number = (at) => { let value = 0, shift = 0; for (;;) { const byte = wasm[at++]; value |= (byte & 127) << shift; if (byte < 128) return [value, at]; shift += 7; } };
  let imports, features;
  for (let at = 8; at < wasm.length;) {
    const start = at, [size, inside] = number(at + 1);
    at = inside + size;
    const section = wasm.subarray(start, at);
    if (wasm[start] === 2) imports = Buffer.from(section.toString("latin1").replaceAll(`\f${SHARED}`, `\f${OUTER}`), "latin1");
    if (wasm[start] === 0 && section.subarray(0, 24).includes("target_features")) features = section;
  }
  const kinds = { table: 1, memory: 2, global: 3 };
  const shared = WebAssembly.Module.imports(new WebAssembly.Module(wasm));
  if (shared.length !== 3 || shared.some(({ module, kind }) => module !== SHARED || !kinds[kind])) fail("a part shares something else than memory, table and stack");
  const exported = Buffer.concat(shared.map(({ name, kind }) => Buffer.from([name.length, ...Buffer.from(name), kinds[kind], 0])));
  return Buffer.concat([wasm.subarray(0, 8), imports, Buffer.from([7, exported.length + 1, shared.length]), exported, features]);
};

// Joins parts into the first of them.
const joined = async (whole, names) => {
  const file = (name) => join(cut, `${name}.wasm`);
  const giving = names.find((name) => WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(file(name)))).length === 3);
  writeFileSync(join(work, "between.wasm"), between(readFileSync(file(giving))));
  const inputs = [[join(work, "between.wasm"), SHARED], ...names.map((name) => [file(name), name])];
  await run("wasm-merge", [...inputs.flat(), "--skip-export-conflicts", "-o", join(work, "whole.wasm")], { maxBuffer: 2 ** 26 });
  for (const name of names) rmSync(file(name));
  writeFileSync(file(whole), readFileSync(join(work, "whole.wasm")));
};

try {
  await run("wasm-split-cli", ["--target", "web", "--out-name", "inhouse", linked, cut]);
  await run("wasm-bindgen", ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "inhouse", "--out-dir", glued, join(cut, "inhouse.wasm")]);

  // The parts of the program: the first, and those that come later. What several of them need the tool puts into
  // chunks, one for each set of parts: some forty files, which a desk would fetch, compile and link one by one at every
  // start. So they are joined: all that the desk needs into one file, what the board shares with others into a second,
  // what is shown over the board shares with the rest into a third.
  let loader = readFileSync(join(cut, "__wasm_split.js"), "utf8");
  const users = new Map();
  for (const [, parts, chunk] of loader.matchAll(/^\/\* (.*) \*\/\nconst __(chunk_\d+) = makeLoad\(/gm)) users.set(chunk, parts.split(", "));
  const roots = [...loader.matchAll(/^export const __wasm_split_load_(\w+) = wrapAsyncCb\(makeLoad\(/gm)].map(([, part]) => part);
  const listed = readdirSync(cut).filter((name) => /^(chunk|split)_\w+\.wasm$/.test(name)).map((name) => name.slice(0, -5));
  if (!["desk", "board", "request"].every((part) => roots.includes(part)) || listed.some((name) => !users.has(name) && !roots.includes(name.slice(6)))) fail("the loader of the parts has changed: see tools/split.mjs");
  const homes = { desk: "split_desk", board: "chunk_board", request: "chunk_request" };
  const home = (chunk) => homes[Object.keys(homes).find((part) => users.get(chunk).includes(part))] ?? chunk;
  const needs = (part) => [...new Set([...users.keys()].filter((chunk) => users.get(chunk).includes(part)).map(home))].filter((name) => name !== `split_${part}`);
  const parts = [...new Set(listed.map((name) => (users.has(name) ? home(name) : name)))].sort();
  for (const whole of Object.values(homes)) await joined(whole, listed.filter((name) => (users.has(name) ? home(name) : name) === whole));
  const binaries = [[join(glued, "inhouse_bg.wasm"), "_bg"], ...parts.map((name) => [join(cut, `${name}.wasm`), `_${name}`])];
  const queue = [...binaries];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await run("wasm-opt", ["-O3", next[0], "-o", next[0]]);
  };
  await Promise.all([worker(), worker()]);

  let glue = readFileSync(join(glued, "inhouse.js"), "utf8");
  const content = createHash("sha256").update(glue).update(loader);
  for (const [file] of binaries) content.update(readFileSync(file));
  const base = `inhouse-${content.digest("hex").slice(0, 16)}`;

  // One import of the loader is enough, and the names are those of this build.
  let met = 0;
  glue = glue
    .replaceAll(/^import \* as (import\d+) from "\.\/__wasm_split\.js";?$/gm, (_, name) =>
      met++ ? `const ${name} = import1;` : `import * as import1 from "./${base}_split.js";${name === "import1" ? "" : `const ${name} = import1;`}`)
    .replaceAll("'inhouse_bg.wasm'", `'${base}_bg.wasm'`);
  // The tool's own way to load a part, with our files. A host that does not know the type application/wasm gets the
  // slower way instead of a fault.
  const [, way] = loader.match(/^([\s\S]*?return loadingModule;\n {4}\}\n\}\n)/) ?? fail("the loader of the parts has changed: see tools/split.mjs");
  const names = (list) => `[${list.map((name) => `__${name}`).join(", ")}]`;
  loader = `${way.replaceAll(/^ *\/[/*].*\n/gm, "").replace("./inhouse.js", `./${base}.js`)}
const part = (name) => () => {
    const src = fetch(new URL(\`./${base}_\${name}.wasm\`, import.meta.url));
    src.catch(() => {});
    return ({ ${SHARED}: shared }) => begin(src, { ${SHARED}: shared, ${OUTER}: shared });
};
async function begin(src, imports) {
    const response = await src;
    if (!response.ok) throw new Error(response.url + ": " + response.status);
    const typed = (response.headers.get("content-type") || "").startsWith("application/wasm");
    return typed ? WebAssembly.instantiateStreaming(response, imports) : WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
`;
  for (const chunk of parts.filter((name) => name.startsWith("chunk_"))) loader += `const __${chunk} = makeLoad(part("${chunk}"), []);\n`;
  // The desk comes before all others: they are asked for by it.
  for (const root of ["desk", ...roots.filter((root) => root !== "desk")]) {
    const deps = names(needs(root).filter((name) => name !== "split_desk"));
    loader += `export const __wasm_split_load_${root} = wrapAsyncCb(makeLoad(part("split_${root}"), ${deps}));\n`;
  }

  const page = join(staging, "index.html");
  let html = readFileSync(page, "utf8");
  const [, whole] = html.match(/data-js="\.\/(inhouse-[0-9a-f]+)\.js"/) ?? fail("index.html names no program");
  for (const name of [`${whole}.js`, `${whole}_bg.wasm`]) rmSync(join(staging, name));
  const files = { [`${base}.js`]: Buffer.from(glue), [`${base}_split.js`]: Buffer.from(loader) };
  for (const [file, end] of binaries) files[`${base}${end}.wasm`] = readFileSync(file);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(staging, name), bytes);

  const later = parts.map((name) => `./${base}_${name}.wasm`).join(" ");
  // What a visit to a desk that is there already needs in any case: boot.js asks for it ahead of the program.
  const needed = ["split_desk", ...needs("board").filter((name) => name !== "split_desk"), "split_board"].map((name) => `./${base}_${name}.wasm`);
  const seal = (name) => `sha384-${createHash("sha384").update(files[name]).digest("base64")}`;
  html = html
    .replaceAll(/<link rel="(?:module)?preload" [^>]*>/g, "")
    .replace(/<meta name="program"[^>]*>/, `<meta name="program" data-js="./${base}.js" data-split="./${base}_split.js" data-wasm="./${base}_bg.wasm" data-parts="${later}" data-desk="${needed.join(" ")}">`)
    .replace("</head>", [
      `<link rel="modulepreload" href="./${base}.js" crossorigin="anonymous" integrity="${seal(`${base}.js`)}">`,
      `<link rel="modulepreload" href="./${base}_split.js" crossorigin="anonymous" integrity="${seal(`${base}_split.js`)}">`,
      `<link rel="preload" href="./${base}_bg.wasm" crossorigin="anonymous" integrity="${seal(`${base}_bg.wasm`)}" as="fetch" type="application/wasm"></head>`,
    ].join(""));
  writeFileSync(page, html);
  console.log(`[split] the first part and ${parts.length} that come later`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
