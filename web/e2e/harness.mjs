// What the end-to-end tests and the screenshots share: a database of the sample corpus, the program serving it on loopback, and Debian's Chromium.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const program = process.env.CHANCERY ?? join(root, "bin/chancery");
export const corpus = join(root, "examples/corpus");

/** serve starts the program over a new database, into which paths were read, and returns its address and how to end it. */
export async function serve(...paths) {
  const dir = mkdtempSync(join(tmpdir(), "chancery-e2e-"));
  const db = join(dir, "e2e.db");
  if (paths.length) execFileSync(program, ["ingest", "--db", db, ...paths], { stdio: "ignore" });
  const child = spawn(program, ["serve", "--create", "--db", db, "--addr", "127.0.0.1:0", "--log", "none"], { env: { ...process.env, CHANCERY_USER: "E. Reader" } });
  let said = "", errors = "";
  child.stderr.on("data", (b) => { errors += b; });
  const base = await new Promise((done, failed) => {
    child.stdout.on("data", (b) => {
      said += b;
      const m = /http:\/\/[^\s/]+/.exec(said);
      if (m) done(m[0]);
    });
    child.on("exit", (code) => failed(new Error(`chancery serve ended with ${code}: ${said}${errors}`)));
  });
  const stop = async () => {
    child.removeAllListeners("exit");
    const gone = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    await gone;
    rmSync(dir, { recursive: true, force: true });
  };
  return { base, stop };
}

/** launch starts the browser. */
export function launch() {
  const executablePath = execFileSync("sh", [join(root, "scripts/chromium.sh")], { encoding: "utf8" }).trim().split("\n").pop();
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--font-render-hinting=none"] });
}

/** forms are the ways in which every page is looked at. */
export const forms = [
  { name: "desktop light", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "desktop dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { name: "phone light", viewport: { width: 360, height: 740 }, colorScheme: "light", hasTouch: true },
  { name: "phone dark", viewport: { width: 360, height: 740 }, colorScheme: "dark", hasTouch: true },
];

/** open opens a page that fails the test when the console tells an error or a request leaves the host. faults collects them. */
export async function open(browser, base, form) {
  const context = await browser.newContext({ viewport: form.viewport, colorScheme: form.colorScheme, hasTouch: form.hasTouch ?? false, reducedMotion: "reduce", locale: "en-GB" });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (m) => { if (m.type() === "error" || m.type() === "warning") faults.push(`console: ${m.text()}`); });
  page.on("pageerror", (e) => faults.push(`error: ${e.message}`));
  page.on("request", (r) => { if (!r.url().startsWith(base) && !r.url().startsWith("data:")) faults.push(`request: ${r.url()}`); });
  return { page, faults, close: () => context.close(), go: (path) => page.goto(base + path, { waitUntil: "networkidle" }) };
}
