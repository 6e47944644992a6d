// Takes the pictures of the README from the sample corpus: make screenshots.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { corpus, launch, open, root, serve } from "./harness.mjs";

const out = join(root, "docs/images");
mkdirSync(out, { recursive: true });
const desktop = { viewport: { width: 1280, height: 860 }, colorScheme: "light" };
const shots = [
  ["world.png", "/?state=IRN", { ...desktop, viewport: { width: 1280, height: 1060 } }],
  ["pair.png", "/pair/USA/CUB", { ...desktop, viewport: { width: 1280, height: 1000 } }],
  ["document.png", "/document/albania-breaks-with-iran-2022-09-07.txt", desktop],
  ["matrix-dark.png", "/matrix", { ...desktop, colorScheme: "dark" }],
  ["review.png", "/review?kind=sever-relations", { ...desktop, viewport: { width: 1280, height: 700 } }],
  ["phone.png", "/pair/ALB/IRN", { viewport: { width: 360, height: 740 }, colorScheme: "dark" }],
];

const server = await serve(corpus);
const browser = await launch();
for (const [file, path, form] of shots) {
  const o = await open(browser, server.base, form);
  await o.go(path);
  await o.page.screenshot({ path: join(out, file) });
  await o.close();
  if (o.faults.length) throw new Error(`${path}: ${o.faults.join("; ")}`);
  try {
    execFileSync("pngquant", ["--force", "--skip-if-larger", "--quality", "70-95", "--output", join(out, file), join(out, file)]);
  } catch (e) {
    if (e.code === "ENOENT") console.warn("pngquant is not installed: the pictures are larger than they need be");
    else if (e.status !== 98 && e.status !== 99) throw e;
  }
}
await browser.close();
await server.stop();
