import { csrf, element, say } from "./text";

interface Job {
  id: string;
  state: "running" | "done" | "failed";
  files: { name: string; state: string; documents: { sha256: string; document: string; title?: string; claims: number }[] | null; seen: number; now?: string; left_out?: string[]; failures?: string[]; message?: string }[];
  documents: number;
  claims: number;
}

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
    list!.replaceChildren(...files.map((f) => line(f.name, say("sending"), undefined)));
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
      list!.replaceChildren(line("", e instanceof TypeError ? say("offline") : (e as Error).message, undefined));
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
      const claims = done.reduce((n, d) => n + d.claims, 0);
      const what = f.message ?? (f.state === "done" ? `${say("done")}, ${say("claims", { n: claims })}` : f.seen ? `${say("reading")}, ${say("seen", { n: f.seen, title: f.now ?? "" })}` : say(f.state === "failed" ? "failed" : f.state === "waiting" ? "waiting" : "reading"));
      const l = line(f.name, bare(f, what), f.state === "done" ? 1 : f.state === "failed" ? 0 : undefined);
      for (const why of [...(f.left_out ?? []), ...(f.failures ?? [])].filter((w) => w !== f.message).slice(0, 5)) l.append(element("span", bare(f, why), "soft"));
      for (const d of done.slice(0, 3)) {
        const a = element("a", d.title || d.document);
        a.href = `/document/${encodeURIComponent(d.sha256)}`;
        l.append(a);
      }
      return l;
    });
    if (job.state !== "running") {
      const end = element("li", `${say("finished", { n: job.documents, claims: say("claims", { n: job.claims }) })} `);
      const a = element("a", say("look"));
      a.href = "/";
      end.append(a);
      lines.push(end);
      const first = document.querySelector("[data-first]"); // it says that there is nothing yet
      if (first && job.documents) first.replaceChildren(element("h1", say("read")));
    }
    list!.replaceChildren(...lines);
  }

  /** bare is a text without the name of the file before which it stands. */
  function bare(f: { name: string }, text: string): string {
    return text.startsWith(`${f.name}: `) ? text.slice(f.name.length + 2) : text;
  }

  function line(name: string, what: string, progress: number | undefined): HTMLLIElement {
    const l = element("li");
    const bar = element("progress");
    bar.setAttribute("aria-label", name || what);
    if (progress !== undefined) bar.value = progress;
    l.append(element("span", name, "name"), bar, element("span", what));
    return l;
  }
}
