// Pictures of every screen of dist/ in shots/: light and dark, 1280 and 390 wide, with the sample desk open.
// Needs target/serve and chromedriver (make shots sees to both). Not a test: it is for looking.
//   node tools/shots.mjs [ROUTE ...]     e.g. node tools/shots.mjs board survey
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const routes = process.argv.length > 2 ? process.argv.slice(2) : ["start", "board", "clients", "agreements", "survey", "insights", "data", "import", "settings"];
const sizes = { wide: [1280, 800], narrow: [390, 844] };
const children = [];
const stop = () => children.forEach((child) => child.kill());

// The first number that `pattern` finds in what a program says.
const started = (program, args, pattern) => new Promise((done, failed) => {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  child.on("error", failed);
  createInterface({ input: child.stdout }).on("line", (line) => {
    const found = line.match(pattern);
    if (found) done(Number(found[1]));
  }).on("close", () => failed(new Error(`${program} ended before it was ready`)));
});

try {
  mkdirSync("shots", { recursive: true });
  const app = `http://127.0.0.1:${await started("target/serve", ["--port", "0"], /127\.0\.0\.1:(\d+)/)}/`;
  const driver = `http://127.0.0.1:${await started("chromedriver", ["--port=0"], /successfully on port (\d+)/)}`;
  const call = async (method, path, body) => {
    const answer = await fetch(driver + path, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${value.message}`);
    return value;
  };

  for (const [size, [width, height]] of Object.entries(sizes)) {
    const { sessionId } = await call("POST", "/session", { capabilities: { alwaysMatch: { "goog:chromeOptions": {
      args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-prefers-reduced-motion", "--window-size=1300,900"],
      mobileEmulation: { deviceMetrics: { width, height, pixelRatio: 1, touch: false, mobile: false } },
    } } } });
    const at = `/session/${sessionId}`;
    const run = (script, ...args) => call("POST", `${at}/execute/sync`, { script, args });
    const until = async (script) => {
      for (const end = Date.now() + 10000; !(await run(script));) {
        if (Date.now() > end) throw new Error(`not within ten seconds: ${script}`);
      }
    };
    const open = async (hash) => {
      await call("POST", `${at}/url`, { url: `${app}${hash}` });
      await until("return !!document.querySelector('main h1')");
      // Two frames later what the program still had to put on the page is there.
      await call("POST", `${at}/execute/async`, { script: "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))", args: [] });
    };
    for (const route of routes) {
      for (const theme of ["light", "dark"]) {
        await open(route === "start" ? "" : `#/${route}`);
        await run("document.documentElement.dataset.theme = arguments[0]", theme);
        writeFileSync(`shots/${route}-${size}-${theme}.png`, Buffer.from(await call("GET", `${at}/screenshot`), "base64"));
        console.log(`shots/${route}-${size}-${theme}.png`);
      }
      if (route === "start" && await run("const door = [...document.querySelectorAll('main button, main a')].find((one) => /sample desk/i.test(one.textContent)); door?.click(); return !!door")) {
        await until("return !/sample desk/i.test(document.querySelector('main').innerText) || location.hash.includes('board')");
      }
    }
    await call("DELETE", at);
  }
} catch (why) {
  console.error(why.message);
  process.exitCode = 1;
} finally {
  stop();
}
