import { csrf, element, fragment, say } from "./text";

interface Job {
  id: string;
  state: "running" | "done" | "failed";
  files: { name: string; state: string; documents: { sha256: string; document: string; title?: string; outcome: "added" | "known" | "named" | "reread" | "differs"; claims: number }[] | null; seen: number; now?: string; left_out?: string[]; failures?: string[]; message?: string }[];
  claims: number;
}

type Told = Job["files"][number];

/** signs are what became of a file, and its mark: it is told by mark, word and colour. */
const signs = { good: ["✓", "done"], known: ["=", "known"], left: ["–", "left"], bad: ["✕", "failed"] } as const;

/** upload takes files that are dropped or chosen, sends them, and shows how they are read. */
export function upload(form: HTMLFormElement): void {
  const list = document.querySelector<HTMLElement>("[data-readings]");
  const drop = form.querySelector<HTMLElement>(".drop");
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  if (!list || !drop || !input) return;
  drop.addEventListener("dragover", (e) => { e.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (e) => {
    e.preventDefault();
    drop.classList.remove("over");
    if (e.dataTransfer?.files.length) void send([...e.dataTransfer.files]);
  });
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    if (input.files?.length) void send([...input.files]);
  });
  if (list.dataset["job"]) void watch(list.dataset["job"]);

  async function send(files: File[]): Promise<void> {
    list!.replaceChildren(...files.map((f) => line(f.name, say("sending"))));
    const body = new FormData();
    body.set("csrf", csrf);
    for (const f of files) body.append("files", f, f.name);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json", "X-CSRF-Token": csrf } });
      const told = (await answer.json()) as Job & { detail?: string; title?: string };
      if (!answer.ok) throw new Error(told.detail ?? told.title ?? String(answer.status));
      form.reset();
      await watch(told.id);
    } catch (e) {
      list!.replaceChildren(line("", e instanceof TypeError ? say("offline") : (e as Error).message, "bad"));
    }
  }

  async function watch(id: string): Promise<void> {
    for (;;) {
      const answer = await fetch(`/add/jobs/${encodeURIComponent(id)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const job = (await answer.json()) as Job;
      show(job);
      if (job.state !== "running") return;
      await new Promise((done) => setTimeout(done, 400));
    }
  }

  function show(job: Job): void {
    const lines = job.files.map((f) => {
      const done = f.documents ?? [];
      const end = endOf(f);
      const l = line(f.name, bare(f, toldOf(f, end)), end);
      for (const why of [...(f.left_out ?? []), ...(f.failures ?? [])].filter((w) => w !== f.message && !(end === "left" && w === f.left_out?.[0])).slice(0, 5)) l.append(element("span", bare(f, why), "soft"));
      for (const d of done.slice(0, 3)) {
        const a = element("a", d.title || d.document);
        a.href = `/document/${encodeURIComponent(d.sha256)}`;
        l.append(a);
      }
      return l;
    });
    if (job.state !== "running") {
      const all = job.files.flatMap((f) => f.documents ?? []);
      const also = (key: string, n: number) => (n ? [say(key, { n })] : []);
      const told = [
        say("finished", { n: all.filter(read).length, claims: say("claims", { n: job.claims }) }),
        ...also("also.known", all.filter((d) => !read(d)).length),
        ...also("also.left", job.files.filter((f) => endOf(f) === "left").length),
        ...also("also.failed", job.files.filter((f) => endOf(f) === "bad").length),
      ];
      const end = element("li", `${told.join("; ")}. `);
      const a = element("a", say("look"));
      a.href = "/";
      end.append(a);
      lines.push(end);
      void keep();
    }
    list!.replaceChildren(...lines);
  }

  /** keep lets the page say how much is kept by now. */
  async function keep(): Promise<void> {
    const now = (await fragment("/add")).querySelector("[data-kept]");
    if (now) document.querySelector("[data-kept]")?.replaceWith(now);
  }

  /** read reports whether a document is new, or was read again by a newer version; the others are there already. */
  function read(d: { outcome: string }): boolean {
    return d.outcome === "added" || d.outcome === "reread";
  }

  /** endOf is what became of a file; undefined while it waits or is read. */
  function endOf(f: Told): keyof typeof signs | undefined {
    if (f.state === "failed") return "bad";
    if (f.state !== "done") return undefined;
    const done = f.documents ?? [];
    return done.some(read) ? "good" : done.length ? "known" : "left";
  }

  /** toldOf is what there is to say of a file beside its name. */
  function toldOf(f: Told, end: keyof typeof signs | undefined): string {
    const done = f.documents ?? [];
    switch (end) {
      case "bad":
        return f.message ?? "";
      case "left":
        return f.left_out?.[0] ?? "";
      case "known":
        return "";
      case "good": {
        const known = done.filter((d) => !read(d)).length;
        const claims = say("claims", { n: done.filter(read).reduce((n, d) => n + d.claims, 0) });
        return known ? `${claims}; ${say("also.known", { n: known })}` : claims;
      }
    }
    return f.seen ? `${say("reading")}, ${say("seen", { n: f.seen, title: f.now ?? "" })}` : say(f.state === "waiting" ? "waiting" : "reading");
  }

  /** bare is a text without the name of the file before which it stands. */
  function bare(f: { name: string }, text: string): string {
    return text.startsWith(`${f.name}: `) ? text.slice(f.name.length + 2) : text;
  }

  function line(name: string, what: string, end?: keyof typeof signs): HTMLLIElement {
    const l = element("li");
    const state = element("span", "", `state ${end ?? ""}`.trim());
    if (end) {
      const [sign, word] = signs[end];
      const mark = element("span", sign);
      mark.setAttribute("aria-hidden", "true");
      state.append(mark, ` ${say(word)}`);
    } else {
      const bar = element("progress");
      bar.setAttribute("aria-label", name || what);
      state.append(bar);
    }
    l.append(state, element("span", name, "name"));
    if (what) l.append(element("span", what));
    return l;
  }
}
