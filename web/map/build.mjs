// Makes internal/server/web/map.json: the outlines that the world page draws, with the years in which each is to be drawn.
//
// Borders are the modern ones of Natural Earth (npm package world-atlas, public domain, 1:110m). Which state held a modern territory in a year is what
// data/parties tells (years of states, lineage), corrected by holders.tsv; a state of several territories is their union. A year stands for its last day.
// The result is a function of these files alone.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import { feature, merge } from "topojson-client";

const require = createRequire(import.meta.url);
const here = (p) => new URL(p, import.meta.url);
const first = 1800, last = 2100, width = 2000;

function table(url) {
  const lines = readFileSync(url, "utf8").split("\n").filter((l) => l && !l.startsWith("#"));
  const head = lines[0].split("\t");
  return lines.slice(1).map((l) => Object.fromEntries(l.split("\t").map((v, i) => [head[i], v])));
}
const year = (s, open) => (s === ".." || s === "" ? open : Number(s.slice(0, 4)));

// What there is to know.
const idOf = new Map(table(here("territories.tsv")).map((r) => [r.key, r.id]));
const states = new Map(table(here("../../data/parties/states.tsv")).map((r) => [r.id, {
  status: r.status,
  lives: r.years.split(";").map((y) => y.split("/")).map(([a, b]) => [year(a, -1e4), year(b, 1e4)]),
}]));
const lineage = table(here("../../data/parties/lineage.tsv")).filter((r) => ["continues", "divided", "contested"].includes(r.kind));
const holders = table(here("holders.tsv"));
const disputes = table(here("disputes.tsv"));

const lives = (id, y) => states.get(id)?.lives.some(([a, b]) => a <= y && y < b) ?? false;

// holder returns the state that a territory belonged to at the end of year y, or "".
function holder(id, y) {
  const told = holders.find((h) => h.territory === id && year(h.from, -1e4) <= y && y < year(h.to, 1e4));
  if (told) return told.holder === "-" ? "" : told.holder;
  if (lives(id, y) && states.get(id).status !== "territory") return id;
  for (const edge of lineage) {
    if (edge.successor !== id || year(edge.date, 1e4) <= y) continue;
    const h = holder(edge.predecessor, y);
    if (h) return h;
  }
  return "";
}

// The territories, as topology.
const coarse = require("world-atlas/countries-110m.json"), fine = require("world-atlas/countries-50m.json");
const key = (g) => idOf.get(g.id ?? g.properties.name);
const territories = new Map();
for (const g of coarse.objects.countries.geometries) {
  const id = key(g);
  if (!id) { if (g.id !== "010") throw new Error(`no id in territories.tsv for ${g.id} ${g.properties.name}`); continue; }
  territories.set(id, g.type === "Polygon" ? [g.arcs] : g.arcs);
}
// Natural Earth draws who holds Crimea; it is a territory of its own here.
const centre = (arcs) => geoCentroid(feature(coarse, { type: "Polygon", arcs }));
const isCrimea = (p) => { const [x, y] = centre(p); return x > 33 && x < 36 && y > 44.5 && y < 46; };
const crimea = territories.get("RUS").filter(isCrimea);
if (crimea.length !== 1) throw new Error("Crimea is not where it was in world-atlas");
territories.set("RUS", territories.get("RUS").filter((p) => !isCrimea(p)));
territories.set("crimea", crimea);
lineage.push({ predecessor: "UKR", successor: "crimea", kind: "divided", date: "9999" });

const union = (ids) => merge(coarse, ids.map((id) => ({ type: "MultiPolygon", arcs: territories.get(id) })));

// The projection.
const projection = geoEqualEarth().rotate([-11, 0]).fitWidth(width, union([...territories.keys()]));
const [[, top], [, bottom]] = geoPath(projection).bounds(union([...territories.keys()]));
const height = Math.ceil(bottom - top) + 20;
const [tx, ty] = projection.translate();
projection.translate([tx, ty - top + 10]);

// outline writes a path in whole units, relative, without points that fall together.
function outline(shape) {
  let d = "", x = 0, y = 0, run = [], pen = false;
  const flush = () => { if (run.length) d += "l" + run.join(" ").replace(/ -/g, "-"); run = []; };
  geoPath(projection, {
    moveTo(px, py) { flush(); x = Math.round(px); y = Math.round(py); d += `M${x} ${y}`; pen = true; },
    lineTo(px, py) {
      const dx = Math.round(px) - x, dy = Math.round(py) - y;
      if (dx || dy) { run.push(dx, dy); x += dx; y += dy; }
    },
    closePath() { flush(); if (pen) d += "z"; pen = false; },
    arc() {}, beginPath() {},
  })(shape);
  return d.replace(/M-?\d+ -?\d+z/g, "");
}
const area = (shape) => geoPath(projection).area(shape);
const spot = (lonlat) => projection(lonlat).map(Math.round);

// Which territories each state held, in runs of years.
const shapes = [];
const open = new Map(); // state -> {from, members}
for (let y = first; y <= last; y++) {
  const held = new Map();
  for (const id of territories.keys()) {
    const h = holder(id, y);
    if (h) held.set(h, [...(held.get(h) ?? []), id]);
  }
  for (const [party, run] of [...open]) {
    if (held.get(party)?.join() !== run.members.join()) { shapes.push({ party, from: run.from, to: y, members: run.members }); open.delete(party); }
  }
  for (const [party, members] of held) if (!open.has(party)) open.set(party, { from: y, members });
}
for (const [party, run] of open) shapes.push({ party, from: run.from, to: 0, members: run.members });
for (const s of shapes) {
  if (s.from === first) s.from = 0;
  s.d = outline(union(s.members));
  if (s.members.join() === s.party) delete s.members;
}
shapes.sort((a, b) => (a.party < b.party ? -1 : a.party > b.party ? 1 : a.from - b.from));

// Former states that cut a modern territory.
const cuts = table(here("borders.tsv")).map((r) => {
  const ring = r.polygon.split(";").map((p) => p.split(" ").map(Number));
  const [from, to] = states.get(r.state).lives[0];
  return { party: r.state, within: r.within, from, to, clip: outline(union([r.within])), d: "M" + ring.map((p) => spot(p).join(" ")).join("L") + "z" };
});

// Marks for what is too small.
const centres = new Map(fine.objects.countries.geometries.map((g) => [key(g), geoCentroid(feature(fine, g))]));
for (const id of territories.keys()) centres.set(id, geoCentroid(largest(union([id]))));
for (const r of table(here("points.tsv"))) centres.set(r.state, [Number(r.lon), Number(r.lat)]);
function largest(multi) {
  const parts = multi.coordinates.map((c) => ({ type: "Polygon", coordinates: c }));
  return parts.reduce((a, b) => (area(b) > area(a) ? b : a));
}
const drawn = new Map();
for (const s of shapes) drawn.set(s.party, Math.max(drawn.get(s.party) ?? 0, area(union(s.members ?? [s.party]))));
for (const c of cuts) drawn.set(c.party, 1e6);
const points = [];
for (const [id, s] of states) {
  if (s.status === "territory" || (drawn.get(id) ?? 0) > 60) continue;
  const at = centres.get(id);
  if (!at) { if (!["XAF", "XHE", "XMF", "XRN", "XWI"].includes(id)) console.warn(`no place for ${id}`); continue; }
  const [x, y] = spot(at);
  for (const [from, to] of s.lives) if (to > first) points.push({ party: id, from: from < first ? 0 : from, to: to > last ? 0 : to, x, y });
}
points.sort((a, b) => (a.party < b.party ? -1 : a.party > b.party ? 1 : a.from - b.from));

const hatched = disputes.map((r) => {
  const o = { id: r.territory, from: year(r.from, 0), to: year(r.to, 0), note: r.note };
  if (territories.has(r.territory)) o.d = outline(union([r.territory]));
  else [o.x, o.y] = spot(centres.get(r.territory));
  return o;
});

const result = {
  source: "Natural Earth 1:110m through world-atlas, public domain; see web/map/README.md",
  width, height,
  sphere: outline({ type: "Sphere" }),
  land: outline(union([...territories.keys()])),
  shapes, cuts, points, disputes: hatched,
};
writeFileSync(here("../../internal/server/web/map.json"), JSON.stringify(result).replace(/\},\{/g, "},\n{") + "\n");
