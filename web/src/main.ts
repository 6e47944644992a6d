import "./app.css";
import { upload } from "./add";
import { complete } from "./combo";
import { evidence } from "./evidence";
import { map } from "./map";
import { notes } from "./notes";
import { review } from "./review";
import { theme } from "./theme";
import { zoomTimeline } from "./timeline";

theme();
for (const e of document.querySelectorAll<HTMLInputElement>("[data-combo]")) complete(e);
for (const e of document.querySelectorAll<HTMLElement>("[data-map]")) map(e);
for (const e of document.querySelectorAll<SVGSVGElement>("svg.time[data-lo]")) zoomTimeline(e);
for (const e of document.querySelectorAll<HTMLElement>("#evidence")) evidence(e);
for (const e of document.querySelectorAll<HTMLElement>("[data-document]")) notes(e);
for (const e of document.querySelectorAll<HTMLElement>("[data-add]")) upload(e as HTMLFormElement);
review();
