// Walks the stories of the pages in a browser: make e2e.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { corpus, forms, launch, open, serve } from "./harness.mjs";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let browser, full, empty;
before(async () => {
  browser = await launch();
  full = await serve(corpus);
  empty = await serve();
});
after(async () => {
  await browser?.close();
  await full?.stop();
  await empty?.stop();
});

/** story runs in a fresh browser and fails on any error of the console and any request that leaves the host. */
function story(name, form, base, walk) {
  test(`${name} (${form.name})`, async () => {
    const o = await open(browser, base(), form);
    try {
      await walk(o.page, o);
      assert.deepEqual(o.faults, []);
    } finally {
      await o.close();
    }
  });
}

/** check asks axe for findings; the page's policy forbids injected scripts, so axe runs in the debugger's world. */
async function check(page, path) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const r = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return r.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ") + " " + (n.any[0]?.message ?? "")).join(" | ")}`);
  });
  assert.deepEqual(found, [], `axe on ${path}`);
}

const pages = ["/", "/?state=SUN&on=1960", "/matrix", "/states", "/state/SRB", "/pair/ALB/IRN", "/pair/USA/CUB?on=1990", "/documents", "/discrepancies", "/gaps", "/review", "/search?q=embassy", "/add", "/api", "/login", `/pair/ALB/IRN?known=2020`, "/nowhere"];

for (const form of forms) {
  story("every page reads well", form, () => full.base, async (page, o) => {
    for (const path of pages) {
      const answer = await o.go(path);
      assert.equal(answer.status(), path === "/nowhere" ? 404 : 200, path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${path} is ${wide} px wider than the screen`);
      await check(page, path);
    }
    o.faults.splice(0, o.faults.length, ...o.faults.filter((f) => !f.includes("404"))); // the browser notes the page that is not there
  });

  story("find a pair, move the date, open the evidence, see the quote", form, () => full.base, async (page, o) => {
    await o.go("/");
    await page.fill("#q", "Albania Iran");
    await page.press("#q", "Enter");
    await page.click("main a:has-text('Albania and Iran')");
    await page.waitForURL("**/pair/ALB/IRN");
    assert.match(await page.textContent(".answer"), /severed, since 7 September 2022/);

    await page.fill('input[name="on"]', "1980");
    await page.press('input[name="on"]', "Enter");
    await page.waitForURL("**on=1980**");
    assert.match(await page.textContent(".answer"), /^At the end of 1980 Albania and Iran had diplomatic relations/);

    await page.click(".annals a:has-text('Establish relations')");
    await page.waitForFunction(() => document.querySelector("#evidence h3")?.textContent === "Establish relations");
    const mark = page.locator("#evidence .passage mark").first();
    assert.equal(await mark.textContent(), "The two countries established diplomatic relations on 24 May 1971.");
    assert.ok(await mark.isVisible());
    assert.match(page.url(), /at=e/);

    // In the document it stands at the same words, in view and lit.
    await page.click("#evidence .witness a[href*='/document/']");
    await page.waitForURL("**/document/**");
    const there = page.locator("main mark.on").first();
    assert.equal(await there.textContent(), "The two countries established diplomatic relations on 24 May 1971.");
    assert.ok(await there.isVisible());
    const box = await there.boundingBox();
    assert.ok(box.y >= 0 && box.y < form.viewport.height, "the quote is in view");

    await page.goBack();
    await page.waitForFunction(() => document.querySelector("#evidence h3")?.textContent === "Establish relations");
  });

  story("move the year of the world", form, () => full.base, async (page, o) => {
    await o.go("/?state=Albania");
    const iran = page.locator('svg.map a[data-line="IRN"]').first();
    assert.match(await iran.locator(".state").getAttribute("class"), /severed/);
    await page.locator("#year").evaluate((e) => { e.value = "1990"; e.dispatchEvent(new Event("input", { bubbles: true })); });
    await page.waitForFunction(() => document.querySelector('svg.map a[data-line="IRN"] .state')?.classList.contains("relations"));
    await page.waitForURL("**on=1990-12-31**");
    await page.waitForFunction(() => document.querySelector("#lede")?.textContent?.includes("31 December 1990"));
    assert.ok(await page.locator('svg.map a[data-name="Soviet Union"]:not(.off)').count() > 0, "the Soviet Union is drawn in 1990");
    assert.equal(await page.locator('svg.map a[data-line="UKR"]:not(.off)').count(), 0, "Ukraine is not drawn as a state in 1990");
  });
}

const [desktop] = forms;

story("keys walk the timeline and the map", desktop, () => full.base, async (page, o) => {
  await o.go("/pair/ALB/IRN");
  await page.focus("svg.time a[data-at]");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("svg.time a.chosen").length > 0);
  await o.go("/?state=Iran");
  await page.focus('svg.map a[tabindex="0"]');
  await page.keyboard.press("ArrowLeft");
  assert.notEqual(await page.evaluate(() => document.activeElement.dataset.line), "IRN");
  assert.ok(await page.locator(".maptip").isVisible());
});

/** reach presses Tab until what has the focus fits the selector. */
async function reach(page, selector) {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
  }
  assert.fail(`Tab does not reach ${selector}`);
}

for (const form of [forms[0], forms[2]]) {
  story("the keyboard alone goes from the world to the words", form, () => full.base, async (page, o) => {
    await o.go("/");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "main");

    // Another state, by the list that its field offers.
    await reach(page, 'input[name="state"]');
    await page.keyboard.press("Control+A");
    await page.keyboard.type("alban");
    await page.waitForSelector('[role="option"]');
    await page.keyboard.press("ArrowDown");
    assert.match(await page.evaluate(() => document.getElementById(document.activeElement?.getAttribute("aria-activedescendant") ?? "")?.textContent), /Albania/);
    await Promise.all([page.waitForURL("**state=Albania**"), page.keyboard.press("Enter")]);

    // The map is one stop; its arrows lead to a neighbour, Enter to the pair.
    await reach(page, "svg.map a");
    await page.keyboard.press("ArrowRight");
    assert.ok(await page.locator(".maptip").isVisible());
    await reach(page, "#year");
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL("**on=**");
    await reach(page, '#worldlist a[href^="/pair/ALB/IRN"]');
    await Promise.all([page.waitForURL("**/pair/ALB/IRN**"), page.keyboard.press("Enter")]);

    // The timeline, the evidence beside it, the document with its words.
    await reach(page, "svg.time a[data-at]");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.waitForSelector("svg.time a.chosen");
    await page.waitForFunction(() => document.querySelector("#evidence .passage mark"));
    await reach(page, '#evidence .witness a[href*="/document/"]');
    await Promise.all([page.waitForURL("**/document/**"), page.keyboard.press("Enter")]);
    assert.ok(await page.locator("main mark.on").first().isVisible());
    await reach(page, 'main a[href^="/review"]');
    await Promise.all([page.waitForURL("**/review**"), page.keyboard.press("Enter")]);
    await Promise.all([page.waitForURL("**/review?claim=**"), page.keyboard.press("n")]);
  });
}

story("choose dark", desktop, () => full.base, async (page, o) => {
  await o.go("/");
  await page.click("[data-theme-switch]");
  await o.go("/states");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
});

test("every page reads without a script", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: desktop.viewport });
  const page = await context.newPage();
  await page.goto(full.base + "/");
  await page.click("#worldlist a:has-text('Albania')");
  await page.waitForURL("**/pair/IRN/ALB");
  await page.click(".annals a:has-text('Sever relations')");
  await page.waitForURL("**at=**");
  assert.match(await page.textContent("#evidence .passage mark"), /diplomatic relations/);
  await context.close();
});

story("review a claim with the keyboard, see the standing change, follow it in the feed", desktop, () => full.base, async (page, o) => {
  const standing = async () => {
    await o.go("/pair/DZA/MAR");
    return page.getAttribute(".answer", "data-standing");
  };
  assert.equal(await standing(), "severed");
  const feed = async () => (await (await page.request.get(`${full.base}/feeds/pair/DZA/MAR.atom`)).text());
  const before = await feed();
  assert.match(before, /<feed/);

  await page.click(".annals a:has-text('Sever relations') >> nth=-1");
  await page.waitForFunction(() => document.querySelector("#evidence h3")?.textContent === "Sever relations");
  const claims = await page.locator("#evidence .witness").evaluateAll((ws) => ws.map((w) => w.dataset.claim));
  for (const id of claims) {
    await o.go(`/review?claim=${id}`);
    assert.ok(await page.locator(".review .passage mark").first().isVisible());
    await Promise.all([page.waitForURL("**done=**"), page.keyboard.press("r")]);
    assert.match(await page.textContent(".notice"), /rejected/i);
  }
  assert.notEqual(await standing(), "severed");
  await assert.doesNotReject(async () => {
    for (let i = 0; (await feed()) === before; i++) {
      if (i > 50) throw new Error("the feed does not tell of the change");
      await new Promise((done) => setTimeout(done, 100));
    }
  });

  for (const id of claims) {
    await o.go(`/review?claim=${id}&done=${id}&action=reject`);
    await Promise.all([page.waitForURL("**action=undo**"), page.keyboard.press("u")]);
  }
  assert.equal(await standing(), "severed");
});

for (const form of [forms[0], forms[2]]) {
  story("drop a document in and watch it being read", form, () => empty.base, async (page, o) => {
    await o.go(form === forms[0] ? "/" : "/add"); // the first page is this one while there is nothing to show
    await page.setInputFiles("#files", [join(corpus, "albania-iran-relations.txt"), join(corpus, "iran-morocco-relations.txt")]);
    await page.click("[data-add] button");
    await page.waitForSelector("[data-readings] a[href='/']");
    assert.match(await page.textContent("[data-readings]"), form === forms[0] ? /2 documents read, \d+ claims\. / : /No document was read; 2 there already\. /);
    await page.waitForFunction(() => /^(2|3) documents are kept, with \d+ claims\./.test(document.querySelector("[data-kept] .lede")?.textContent ?? ""));
    await check(page, "/add");
    const last = form === forms[0] ? "Chad" : "Niger";
    await page.setInputFiles("#files", [
      { name: "lines.jsonl", mimeType: "application/json", buffer: Buffer.from(`{"title":"A","text":"${last} severed diplomatic relations with Peru on 3 May 1999."}\n{"text": "broken\n`) },
      { name: "broken.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 nothing") },
      { name: "there.txt", mimeType: "text/plain", buffer: readFileSync(join(corpus, "albania-iran-relations.txt")) },
      { name: "fr.txt", mimeType: "text/plain", buffer: Buffer.from("Le ministre des Affaires étrangères a déclaré mardi que le gouvernement avait rompu ses relations diplomatiques avec le pays voisin, et que son ambassade dans la capitale serait fermée avant la fin du mois.\n") },
    ]);
    await page.click("[data-add] button");
    await page.waitForFunction(() => document.querySelector("[data-readings]")?.textContent?.includes("broken.pdf") && document.querySelector("[data-readings] a[href='/']"));
    const told = await page.textContent("[data-readings]");
    assert.match(told, /lines\.jsonl:2: is not JSON/, "what is wrong in one line is told with the line, and the other is read");
    assert.match(told, /broken\.pdf.*not a PDF file/);
    assert.doesNotMatch(told, /stdin/);
    const state = (name) => page.locator("[data-readings] li", { hasText: name }).locator(".state").textContent();
    assert.deepEqual(await Promise.all(["lines.jsonl", "broken.pdf", "there.txt", "fr.txt"].map(state)), ["✓ read", "✕ could not be read", "= there already", "– left out"]);
    assert.match(told, /One document read, one claim; one there already; one file left out; one file could not be read\./, "the sum is that of what is told above it");
    assert.equal(await page.locator("[data-readings] progress").count(), 0, "nothing seems to be going on");
    await check(page, "/add");
    await o.go("/pair/ALB/IRN");
    assert.match(await page.textContent(".answer"), /severed/);
  });
}

story("amend a claim with the keyboard, and accept all that tell of one event", desktop, () => full.base, async (page, o) => {
  await o.go("/review?kind=recognise&state=Kosovo");
  const claim = await page.locator('form[data-key="a"] input[name="claim"]').inputValue();
  await page.keyboard.press("e");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "kind");
  await page.fill('.amendment input[name="when"]', "2008");
  await page.fill('.amendment input[name="why"]', "the text gives the year alone");
  await Promise.all([page.waitForURL("**action=amend**"), page.click(".amendment button")]);
  await o.go(`/review?claim=${claim}`);
  assert.match(await page.textContent(".claim-line"), /· 2008$/m);
  assert.match(await page.textContent(".review aside"), /amended.*the text gives the year alone/s);
  await page.keyboard.press("e");
  const agents = page.locator('.amendment input[name="agents"]');
  await agents.fill("Peru; Cha");
  await page.waitForSelector(".amendment [role=option]");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await agents.inputValue(), "Peru; Chad", "of several the last is completed");
  await Promise.all([page.waitForURL("**action=amend**"), page.click(".amendment button")]);
  await o.go(`/review?claim=${claim}`);
  assert.match(await page.textContent(".claim-line"), /· Peru, Chad → .* · 2008$/m);

  await o.go("/review?kind=sever-relations&state=Algeria");
  await page.waitForSelector('form[data-key="l"]');
  await Promise.all([page.waitForURL("**action=accept**"), page.keyboard.press("l")]);
  assert.match(await page.textContent(".notice"), /accepted\s+[2-9] claims/);
});

test("a document's script does nothing", async () => {
  const dir = mkdtempSync(join(tmpdir(), "chancery-hostile-"));
  const evil = `<script>alert(1)</script><img src=x onerror=alert(2)>"><svg/onload=alert(3)>`;
  writeFileSync(join(dir, "evil.txt"), `Title: ${evil}\nDate: 2022-09-07\nURL: javascript:alert(4)\nSource: ${evil}\n\nAlbania severed diplomatic relations with Iran on 7 September 2022. ${evil}\n`);
  const hostile = await serve(dir);
  const o = await open(browser, hostile.base, desktop);
  try {
    o.page.on("dialog", (d) => { o.faults.push(`dialog: ${d.message()}`); void d.dismiss(); });
    for (const path of ["/", "/documents", "/pair/ALB/IRN", "/review", "/search?q=alert", `/search?q=${encodeURIComponent(evil)}`]) {
      await o.go(path);
      for (const a of await o.page.locator("a[href^='javascript']").all()) o.faults.push(`link: ${await a.getAttribute("href")}`);
    }
    await o.go("/documents");
    await o.page.click("tbody a");
    await o.page.waitForURL("**/document/**");
    await o.go("/pair/ALB/IRN");
    await o.page.click(".annals a[data-at]");
    await o.page.waitForSelector("#evidence mark");
    assert.deepEqual(o.faults, []);
  } finally {
    await o.close();
    await hostile.stop();
    rmSync(dir, { recursive: true, force: true });
  }
});
