/** notes ties the claims in a document's margin to their words: pointing at one shows the other. */
export function notes(text: HTMLElement): void {
  const light = (ids: string[], on: boolean) => {
    for (const id of ids) {
      for (const m of text.querySelectorAll(`mark[data-claims~="${CSS.escape(id)}"]`)) m.classList.toggle("on", on);
      text.querySelector(`[data-note="${CSS.escape(id)}"]`)?.classList.toggle("on", on);
    }
  };
  const ids = (e: EventTarget | null): string[] => {
    if (!(e instanceof Element)) return [];
    const m = e.closest<HTMLElement>("mark[data-claims], [data-note]");
    return (m?.dataset["claims"] ?? m?.dataset["note"] ?? "").split(" ").filter(Boolean);
  };
  const asked = new URL(location.href).searchParams.get("claim");
  for (const [into, out] of [["pointerover", "pointerout"], ["focusin", "focusout"]] as const) {
    text.addEventListener(into, (e) => light(ids(e.target), true));
    text.addEventListener(out, (e) => light(ids(e.target).filter((id) => id !== asked), false));
  }
}
