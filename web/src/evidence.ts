import { fragment, say, element } from "./text";

/** evidence opens what a link with data-at names beside the page, in place of loading the page anew. */
export function evidence(panel: HTMLElement): void {
  let asked: AbortController | undefined;
  const open = async (id: string, push: boolean) => {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(location.href);
    address.searchParams.delete("all");
    if (id) address.searchParams.set("at", id);
    else address.searchParams.delete("at");
    address.hash = "";
    if (push) history.pushState({ at: id }, "", address);
    const part = new URL(address);
    part.searchParams.set("part", "evidence");
    try {
      const content = await fragment(part.href, asked.signal);
      panel.replaceChildren(content);
    } catch (e) {
      if (e instanceof DOMException && e.name === "AbortError") return;
      location.assign(address.href + "#evidence");
      return;
    }
    for (const e of document.querySelectorAll(".chosen")) e.classList.remove("chosen");
    for (const e of document.querySelectorAll(".chosen-row")) e.classList.remove("chosen-row");
    if (!id) return;
    for (const e of document.querySelectorAll(`svg [data-at="${CSS.escape(id)}"]`)) e.classList.add("chosen");
    document.querySelector(`[data-row="${CSS.escape(id)}"]`)?.classList.add("chosen-row");
    sheet();
    panel.scrollTop = 0;
  };
  // On a small screen the evidence rises from below, over the page that it is about.
  const sheet = () => {
    if (!matchMedia("(max-width: 64rem)").matches) return;
    panel.classList.add("sheet");
    const close = element("button", "×", "close");
    close.type = "button";
    close.setAttribute("aria-label", say("close"));
    close.addEventListener("click", () => { panel.classList.remove("sheet"); close.remove(); });
    panel.prepend(close);
  };
  document.addEventListener("click", (e) => {
    const link = e.target instanceof Element ? e.target.closest<HTMLElement | SVGElement>("a[data-at]") : null;
    if (!link || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    void open(link.dataset["at"] ?? "", true);
  });
  addEventListener("keydown", (e) => {
    if (e.key === "Escape" && panel.classList.contains("sheet")) { panel.classList.remove("sheet"); panel.querySelector(".close")?.remove(); }
  });
  addEventListener("popstate", () => void open(new URL(location.href).searchParams.get("at") ?? "", false));
}
