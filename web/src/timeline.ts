import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent } from "d3-zoom";

/**
 * zoomTimeline lets a reader draw the axis of a timeline apart with the wheel (with Ctrl), two fingers or a double click, and push it; and walk through what is
 * drawn with the arrow keys. The server has laid everything out in percent; data-x0 and data-x1 are the day numbers behind that.
 */
export function zoomTimeline(svg: SVGSVGElement): void {
  const lo = Number(svg.dataset["lo"]), hi = Number(svg.dataset["hi"]);
  const placed = [...svg.querySelectorAll<SVGSVGElement>("svg[data-x0]")];
  const today = svg.querySelector<SVGSVGElement>("svg.today");
  const now = today ? lo + ((hi - lo) * parseFloat(today.getAttribute("x") ?? "0")) / 100 : lo;

  const lay = (from: number, to: number) => {
    const x = scaleLinear([from, to], [0, 100]);
    for (const e of placed) {
      const x0 = Number(e.dataset["x0"]), x1 = e.dataset["x1"] ? Number(e.dataset["x1"]) : x0;
      const a = Math.max(x(x0), 0), b = Math.min(x(x1), 100);
      e.classList.toggle("out", x(x1) < 0 || x(x0) > 100);
      e.style.display = x(x1) < 0 || x(x0) > 100 ? "none" : "";
      e.setAttribute("x", `${a.toFixed(3)}%`);
      if (e.dataset["x1"] && e.hasAttribute("width")) e.setAttribute("width", `${Math.max(b - a, 0.05).toFixed(3)}%`);
    }
    if (today) {
      today.setAttribute("x", `${x(now).toFixed(3)}%`);
      today.style.display = x(now) < 0 || x(now) > 100 ? "none" : "";
    }
  };

  const width = () => svg.clientWidth || 1;
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([1, 60])
    .filter((e: MouseEvent | WheelEvent | TouchEvent) => (e.type === "wheel" ? e.ctrlKey : e.type.startsWith("touch") ? (e as TouchEvent).touches.length > 1 : !(e as MouseEvent).button))
    .on("zoom", (e: D3ZoomEvent<SVGSVGElement, unknown>) => {
      const x = e.transform.rescaleX(scaleLinear([lo, hi], [0, width()]));
      const [from, to] = x.domain() as [number, number];
      lay(from, to);
    });
  const keep = () => behaviour.extent([[0, 0], [width(), 1]]).translateExtent([[0, 0], [width(), 1]]);
  keep();
  const root = select(svg);
  root.call(behaviour);
  addEventListener("resize", () => { keep(); root.call(behaviour.transform, zoomIdentity); });
  addEventListener("beforeprint", () => root.call(behaviour.transform, zoomIdentity));

  svg.addEventListener("keydown", (e) => {
    const links = [...svg.querySelectorAll<SVGAElement>("a[data-at]")];
    const at = links.indexOf(document.activeElement as unknown as SVGAElement);
    const step = e.key === "ArrowRight" || e.key === "ArrowDown" ? 1 : e.key === "ArrowLeft" || e.key === "ArrowUp" ? -1 : 0;
    if (!step || at < 0) return;
    e.preventDefault();
    links[(at + step + links.length) % links.length]?.focus();
  });
}
