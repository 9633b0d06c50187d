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
try {
  await run("wasm-split-cli", ["--target", "web", "--out-name", "inhouse", linked, cut]);
  await run("wasm-bindgen", ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "inhouse", "--out-dir", glued, join(cut, "inhouse.wasm")]);

  // The parts of the program: the first, and those that come later.
  const parts = readdirSync(cut).filter((name) => name.endsWith(".wasm") && name !== "inhouse.wasm").sort();
  const binaries = [[join(glued, "inhouse_bg.wasm"), "_bg"], ...parts.map((name) => [join(cut, name), `_${name.slice(0, -5)}`])];
  const queue = [...binaries];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await run("wasm-opt", ["-Oz", next[0], "-o", next[0]]);
  };
  await Promise.all([worker(), worker()]);

  let glue = readFileSync(join(glued, "inhouse.js"), "utf8");
  let loader = readFileSync(join(cut, "__wasm_split.js"), "utf8");
  const content = createHash("sha256").update(glue).update(loader);
  for (const [file] of binaries) content.update(readFileSync(file));
  const base = `inhouse-${content.digest("hex").slice(0, 16)}`;

  // One import of the loader is enough, and the names are those of this build.
  let met = 0;
  glue = glue
    .replaceAll(/^import \* as (import\d+) from "\.\/__wasm_split\.js";?$/gm, (_, name) =>
      met++ ? `const ${name} = import1;` : `import * as import1 from "./${base}_split.js";${name === "import1" ? "" : `const ${name} = import1;`}`)
    .replaceAll("'inhouse_bg.wasm'", `'${base}_bg.wasm'`);
  // A host that does not know the type application/wasm gets the slower way instead of a fault.
  const streamed = "WebAssembly.instantiateStreaming(src, imports)";
  if (!loader.includes(streamed)) fail("the loader of the parts has changed: see tools/split.mjs");
  loader = loader.replaceAll(streamed, "begin(src, imports)").replaceAll(/^\/\*.*\*\/\n/gm, "")
    .replaceAll("./inhouse.js", `./${base}.js`)
    .replaceAll(/"\.\/((?:chunk|split)_\w+)\.wasm"/g, `"./${base}_$1.wasm"`);
  loader += `
async function begin(src, imports) {
    const response = await src;
    if (!response.ok) throw new Error(response.url + ": " + response.status);
    const typed = (response.headers.get("content-type") || "").startsWith("application/wasm");
    return typed ? WebAssembly.instantiateStreaming(response, imports) : WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
`;

  const page = join(staging, "index.html");
  let html = readFileSync(page, "utf8");
  const [, whole] = html.match(/data-js="\.\/(inhouse-[0-9a-f]+)\.js"/) ?? fail("index.html names no program");
  for (const name of [`${whole}.js`, `${whole}_bg.wasm`]) rmSync(join(staging, name));
  const files = { [`${base}.js`]: Buffer.from(glue), [`${base}_split.js`]: Buffer.from(loader) };
  for (const [file, end] of binaries) files[`${base}${end}.wasm`] = readFileSync(file);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(staging, name), bytes);

  const later = parts.map((name) => `./${base}_${name}`).join(" ");
  // What a visit to a desk that is there already needs in any case: boot.js asks for it ahead of the program.
  const needed = new Set();
  for (const [, part, chunks] of loader.matchAll(/__wasm_split_load_(\w+) = [\s\S]*?, \[([^\]]*)\]\)\);/g)) {
    if (!["desk", "board"].includes(part)) continue;
    needed.add(`split_${part}.wasm`);
    for (const [, chunk] of chunks.matchAll(/__(chunk_\d+)/g)) needed.add(`${chunk}.wasm`);
  }
  if (!needed.has("split_desk.wasm") || !needed.has("split_board.wasm")) fail("the loader of the parts names no desk or no board: see tools/split.mjs");
  const seal = (name) => `sha384-${createHash("sha384").update(files[name]).digest("base64")}`;
  html = html
    .replaceAll(/<link rel="(?:module)?preload" [^>]*>/g, "")
    .replace(/<meta name="program"[^>]*>/, `<meta name="program" data-js="./${base}.js" data-split="./${base}_split.js" data-wasm="./${base}_bg.wasm" data-parts="${later}" data-desk="${[...needed].map((name) => `./${base}_${name}`).join(" ")}">`)
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
