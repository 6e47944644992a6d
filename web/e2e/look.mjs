// Takes a picture of every page in every form, and of what is printed, to be looked at: make look.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { corpus, forms, launch, open, root, serve } from "./harness.mjs";

const out = process.argv[2] ?? join(root, "bin/look");
const only = process.argv[3];
mkdirSync(out, { recursive: true });
const pages = {
  world: "/?state=IRN", "world-1960": "/?state=SUN&on=1960", known: `/pair/ALB/IRN?on=2000&known=${new Date().toISOString().slice(0, 4) - 1}-01-01`, matrix: "/matrix", states: "/states", state: "/state/ALB", pair: "/pair/USA/CUB",
  "pair-unknown": "/pair/CHE/PER", documents: "/documents", document: "/document/albania-breaks-with-iran-2022-09-07.txt", discrepancies: "/discrepancies", gaps: "/gaps", review: "/review?kind=sever-relations",
  search: "/search?q=embassy", add: "/add", error: "/nowhere", login: "/login", api: "/api",
};

const server = await serve(corpus);
const empty = await serve();
const browser = await launch();
const shot = async (base, name, path) => {
  for (const form of forms) {
    const o = await open(browser, base, form);
    await o.go(path);
    await o.page.screenshot({ path: join(out, `${name}-${form.name.replace(" ", "-")}.png`), fullPage: true });
    if (form === forms[0]) await o.page.pdf({ path: join(out, `${name}.pdf`), format: "A4", preferCSSPageSize: true });
    await o.close();
  }
};
for (const [name, path] of Object.entries(pages)) if (!only || name === only) await shot(server.base, name, path);
if (!only || only === "first") await shot(empty.base, "first", "/");
await browser.close();
await server.stop();
await empty.stop();
