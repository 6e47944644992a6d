// The texts of the server's catalogue that the script needs; the page brings them along.
const texts: Record<string, string> = JSON.parse(document.getElementById("strings")?.textContent ?? "{}");

/** say returns the text of a key, with {name} replaced by values. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** csrf is the token that every request that changes something must bring. */
export const csrf = document.body.dataset["csrf"] ?? "";

/** element makes an element with a text; a text is never read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(name: K, text = "", className = ""): HTMLElementTagNameMap[K] {
  const e = document.createElement(name);
  e.textContent = text;
  if (className) e.className = className;
  return e;
}

/** fragment asks the server for a part of a page: HTML that its templates escaped, parsed without running anything. */
export async function fragment(address: string, signal?: AbortSignal): Promise<DocumentFragment> {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, ...(signal ? { signal } : {}) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const out = document.createDocumentFragment();
  out.append(...page.body.childNodes);
  return out;
}
