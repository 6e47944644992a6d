/** review lets the keys do what the buttons of the page do. */
export function review(): void {
  if (!document.querySelector("[data-review], [data-undo]")) return;
  addEventListener("keydown", (e) => {
    if (e.metaKey || e.ctrlKey || e.altKey || e.defaultPrevented) return;
    if (e.target instanceof Element && e.target.closest("input, select, textarea")) return;
    const key = e.key.toLowerCase();
    if (key === "u") {
      document.querySelector<HTMLFormElement>("form[data-undo]")?.requestSubmit();
      return;
    }
    const at = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (at instanceof HTMLFormElement) at.requestSubmit();
    else if (at instanceof HTMLDetailsElement) {
      at.open = true;
      at.querySelector<HTMLElement>("select, input:not([type=hidden])")?.focus();
    } else if (at) at.click();
    else return;
    e.preventDefault();
  });
}
