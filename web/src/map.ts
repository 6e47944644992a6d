import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent } from "d3-zoom";
import { element, fragment, say } from "./text";

type Run = [year: number, standing: string, evidence: string];
interface Years { first: number; last: number; line: string; runs: Record<string, Run[]> }

/** map makes the world move: a slider over the years, zoom, and the name of what is pointed at. What it draws for a year is what stood on its last day. */
export function map(frame: HTMLElement): void {
  const svg = frame.querySelector<SVGSVGElement>("svg.map");
  const tip = frame.querySelector<HTMLElement>(".maptip");
  const state = frame.dataset["state"] ?? "";
  if (!svg || !tip) return;
  const areas = [...svg.querySelectorAll<SVGAElement>("a[data-line]")];
  const dated = [...svg.querySelectorAll<SVGElement>("[data-from]")];

  // Zoom.
  const world = svg.querySelector<SVGGElement>(".world-zoom");
  let pushed = false; // by the reader's hand
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([1, 12])
    .translateExtent([[0, 0], [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height]])
    .filter((e: MouseEvent | WheelEvent | TouchEvent) => (e.type === "wheel" ? e.ctrlKey : e.type.startsWith("touch") ? (e as TouchEvent).touches.length > 1 : !(e as MouseEvent).button))
    .on("zoom", (e: D3ZoomEvent<SVGSVGElement, unknown>) => {
      pushed ||= e.sourceEvent !== null && e.sourceEvent !== undefined;
      world?.setAttribute("transform", e.transform.toString());
      svg.style.setProperty("--dot", `${6 / e.transform.k ** 0.75}px`);
    });
  const root = select(svg);
  root.call(behaviour);
  const buttons = frame.querySelector<HTMLElement>(".zoom");
  if (buttons) {
    buttons.hidden = false;
    buttons.addEventListener("click", (e) => {
      const way = e.target instanceof HTMLElement ? e.target.dataset["zoom"] : undefined;
      if (way === "reset") {
        pushed = false;
        root.call(behaviour.transform, zoomIdentity);
      } else if (way) {
        root.call(behaviour.scaleBy, way === "in" ? 1.8 : 1 / 1.8);
        const self = !pushed ? place(svg.querySelector("a:not(.off) .self")) : undefined;
        if (self) root.call(behaviour.translateTo, ...self); // nearer to the state that it is about
      }
    });
  }

  // The name of what is pointed at or focused.
  const show = (a: SVGAElement | null, x = 0, y = 0) => {
    tip.hidden = !a;
    if (!a) return;
    const path = a.querySelector(".state");
    const standing = [...(path?.classList ?? [])].find((c) => c in words);
    const evidence = ["inferred", "contested"].find((c) => path?.classList.contains(c));
    const lines = standing ? [words[standing] + (evidence ? `, ${say(`evidence.${evidence}`)}` : "")] : [];
    const disputed = svg.querySelector(`.dispute[data-of="${CSS.escape(a.dataset["party"] ?? "")}"]:not(.off) title`)?.textContent;
    tip.replaceChildren(element("b", a.dataset["name"]), ...lines.map((l) => element("span", l)), ...(disputed ? [element("small", disputed, "soft")] : []));
    const box = frame.getBoundingClientRect();
    if (x === 0 && y === 0) {
      const r = a.getBoundingClientRect();
      [x, y] = [r.x + r.width / 2, r.y + r.height / 2];
    }
    const left = Math.min(Math.max(x - box.x + 14, 4), box.width - tip.offsetWidth - 4);
    tip.style.left = `${left}px`;
    tip.style.top = `${Math.min(y - box.y + 16, box.height - tip.offsetHeight - 4)}px`;
  };
  const words = Object.fromEntries(["relations", "recognised", "suspended", "severed", "lapsed", "unrecognised", "none", "unknown"].map((s) => [s, say(`standing.${s}`)]));
  svg.addEventListener("pointermove", (e) => show(e.target instanceof Element ? e.target.closest<SVGAElement>("a[data-line]") : null, e.clientX, e.clientY));
  svg.addEventListener("pointerleave", () => show(null));
  svg.addEventListener("focusin", (e) => show(e.target instanceof Element ? e.target.closest<SVGAElement>("a[data-line]") : null));
  svg.addEventListener("focusout", () => show(null));

  // With the keyboard the map is one stop; the arrows go on to the next state in that direction.
  const there = () => areas.filter((a) => !a.classList.contains("off"));
  const first = areas.find((a) => a.querySelector(".self")) ?? areas[0];
  first?.setAttribute("tabindex", "0");
  svg.addEventListener("keydown", (e) => {
    const from = document.activeElement;
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[e.key];
    if (!way || !from?.closest("svg.map")) return;
    e.preventDefault();
    const centre = (a: Element) => { const r = a.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] as const; };
    const [x, y] = centre(from);
    let best: SVGAElement | undefined, least = Infinity;
    for (const a of there()) {
      if (a as Element === from) continue;
      const [ax, ay] = centre(a);
      const along = (ax - x) * way[0]! + (ay - y) * way[1]!, across = Math.abs((ax - x) * way[1]!) + Math.abs((ay - y) * way[0]!);
      if (along <= 1) continue;
      const cost = along + 2.5 * across;
      if (cost < least) [best, least] = [a, cost];
    }
    if (!best) return;
    from.setAttribute("tabindex", "-1");
    best.setAttribute("tabindex", "0");
    best.focus();
  });

  slider(frame, state, areas, dated);
}

/** place is a point of the largest part of an area, or the middle of a mark. */
function place(area: Element | null): [number, number] | undefined {
  if (!area) return undefined;
  if (area instanceof SVGCircleElement) return [area.cx.baseVal.value, area.cy.baseVal.value];
  const largest = (area.getAttribute("d") ?? "").split("M").reduce((a, b) => (b.length > a.length ? b : a), "");
  const [x, y] = largest.split(/[^\d.]/).map(Number);
  return x === undefined || y === undefined ? undefined : [x, y];
}

/** slider colours the map for the year chosen, and asks for the list of that date when the hand rests. */
function slider(frame: HTMLElement, state: string, areas: SVGAElement[], dated: SVGElement[]): void {
  const bar = document.querySelector<HTMLElement>("[data-years]");
  const range = bar?.querySelector<HTMLInputElement>("input[type=range]");
  const out = bar?.querySelector("output");
  const play = bar?.querySelector<HTMLButtonElement>("[data-play]");
  if (!bar || !range || !out || !play) return;
  bar.hidden = false;
  let years: Promise<Years> | undefined;
  const load = () => (years ??= fetch(`/world/${encodeURIComponent(state)}${known()}`).then((a) => a.json() as Promise<Years>));

  const draw = async (year: number) => {
    out.textContent = String(year);
    const data = await load();
    if (Number(range.value) !== year) return;
    for (const e of dated) {
      const from = Number(e.dataset["from"]), to = Number(e.dataset["to"]);
      e.classList.toggle("off", !(from <= year && (to === 0 || year < to)));
    }
    for (const a of areas) {
      const path = a.querySelector(".state");
      if (!path || a.dataset["line"] === data.line) continue;
      const run = data.runs[a.dataset["line"] ?? ""]?.findLast(([y]) => y <= year);
      const standing = run?.[1] ?? "unknown";
      path.setAttribute("class", `state ${standing} ${run?.[2] ?? ""}`.trim());
      a.setAttribute("aria-label", `${a.dataset["name"]}: ${say(`standing.${standing}`)}`);
    }
  };
  let resting: number | undefined;
  const rest = () => {
    clearTimeout(resting);
    resting = window.setTimeout(async () => {
      const year = range.value;
      const address = new URL(location.href);
      address.searchParams.set("state", state);
      if (year === range.max) address.searchParams.delete("on");
      else address.searchParams.set("on", `${year}-12-31`);
      history.replaceState(null, "", address);
      const on = document.querySelector<HTMLInputElement>('#ask input[name="on"]');
      if (on) on.value = address.searchParams.get("on") ?? "";
      const part = new URL(address);
      part.searchParams.set("part", "worldlist");
      const list = document.getElementById("worldlist"), lede = document.getElementById("lede");
      list?.replaceChildren(await fragment(part.href));
      if (lede) lede.textContent = list?.querySelector("[data-lede]")?.textContent ?? "";
      for (const a of areas) if (!a.querySelector(".self")) link(a, address.searchParams.get("on"));
    }, 250);
  };
  range.addEventListener("input", () => { void draw(Number(range.value)); rest(); });

  let timer: number | undefined;
  const stop = () => { clearInterval(timer); timer = undefined; play.textContent = say("play"); rest(); };
  play.addEventListener("click", () => {
    if (timer !== undefined) return stop();
    if (range.value === range.max) range.value = range.min;
    play.textContent = say("pause");
    timer = window.setInterval(() => {
      if (range.value === range.max) return stop();
      range.value = String(Number(range.value) + 1);
      void draw(Number(range.value));
    }, 350);
  });
  void frame;
}

/** known is the day as of which the page shows what was known, as the end of an address. */
function known(): string {
  const day = new URL(location.href).searchParams.get("known");
  return day ? `?known=${encodeURIComponent(day)}` : "";
}

/** link makes a state's link lead to the pair on the date that is shown. */
function link(a: SVGAElement, on: string | null): void {
  const address = new URL(a.getAttribute("href") ?? "", location.href);
  if (on) address.searchParams.set("on", on);
  else address.searchParams.delete("on");
  a.setAttribute("href", address.pathname + address.search);
}
