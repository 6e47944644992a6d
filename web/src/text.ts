// The texts of the server's catalogue that the script needs; the page brings them along.
const texts: Record<string, string> = JSON.parse(document.getElementById("strings")?.textContent ?? "{}");

/** say returns the text of a key, with {name} replaced by values; what depends on a number is chosen by n. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  const form = values["n"] === 0 ? "zero" : values["n"] === 1 ? "one" : "";
  const text = texts[`${key}.${form}`] ?? texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const v = values[name];
    return v === undefined ? whole : typeof v === "number" ? grouped(v) : v;
  });
}

/** grouped writes a number as the server does: in groups of three digits from 10 000 on. */
const grouped = (n: number) => (Math.abs(n) < 10000 ? String(n) : String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f"));

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
