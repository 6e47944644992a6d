import { element } from "./text";

type Party = [id: string, name: string];
let parties: Promise<Party[]> | undefined;
let count = 0;

/** complete makes a field offer the states whose name or code fits what is typed, of several with semicolons between the last (ARIA combobox with a listbox). */
export function complete(input: HTMLInputElement): void {
  const list = element("ul");
  list.id = `states-${++count}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.closest("label")?.firstChild?.textContent?.trim() ?? "");
  list.hidden = true;
  input.after(list);
  input.autocomplete = "off";
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let at = -1;

  const from = () => input.value.lastIndexOf(";") + 1;
  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (option: Element | undefined) => {
    if (!(option instanceof HTMLElement)) return;
    const before = input.value.slice(0, from());
    input.value = before + (before ? " " : "") + (option.dataset["name"] ?? "");
    close();
    if (input.form && input.required && input.form.id === "ask") input.form.requestSubmit();
  };
  const point = (to: number) => {
    const options = [...list.children];
    at = (to + options.length) % options.length;
    options.forEach((o, i) => o.setAttribute("aria-selected", String(i === at)));
    const now = options[at];
    if (!now) return;
    input.setAttribute("aria-activedescendant", now.id);
    now.scrollIntoView({ block: "nearest" });
  };

  input.addEventListener("input", async () => {
    parties ??= fetch("/parties.json").then((a) => a.json() as Promise<Party[]>);
    const typed = fold(input.value.slice(from()));
    const all = await parties;
    if (fold(input.value.slice(from())) !== typed) return;
    const rank = ([id, name]: Party) => (id.toLowerCase() === typed ? 0 : fold(name).startsWith(typed) ? 1 : fold(name).includes(` ${typed}`) ? 2 : 9);
    const found = typed ? all.filter((p) => rank(p) < 9).sort((p, q) => rank(p) - rank(q)).slice(0, 12) : [];
    list.replaceChildren(...found.map(([id, name], i) => {
      const o = element("li", `${name} · ${id}`);
      o.id = `${list.id}-${i}`;
      o.dataset["name"] = name;
      o.setAttribute("role", "option");
      o.setAttribute("aria-selected", "false");
      o.addEventListener("pointerdown", (e) => { e.preventDefault(); choose(o); });
      return o;
    }));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    at = -1;
    input.removeAttribute("aria-activedescendant");
  });
  input.addEventListener("keydown", (e) => {
    if (list.hidden) return;
    if (e.key === "ArrowDown") point(at + 1);
    else if (e.key === "ArrowUp") point(at - 1);
    else if (e.key === "Enter" && at >= 0) choose(list.children[at]);
    else if (e.key === "Escape") close();
    else return;
    e.preventDefault();
  });
  input.addEventListener("blur", close);
}

const fold = (s: string) => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
