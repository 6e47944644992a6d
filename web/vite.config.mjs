import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { defineConfig } from "vite";

// dist/sources holds the hash of what the build is made from and of what it made, so that a test without Node can tell whether the built files are
// current and untouched (TestBuilt in internal/server/web).
const here = (f) => new URL(f, import.meta.url);
function digest(base, files) {
  const hash = createHash("sha256");
  for (const f of files.sort()) hash.update(`${f}\n`).update(readFileSync(here(base + f)));
  return hash.digest("hex");
}
function sources() {
  const from = ["package-lock.json", "vite.config.mjs", ...["src", "public"].flatMap((d) => readdirSync(here(d)).map((f) => `${d}/${f}`))];
  const dist = "../internal/server/web/dist/";
  return { name: "sources", writeBundle() { writeFileSync(here(`${dist}sources`), `${digest("./", from)}\n${digest(dist, ["app.css", "app.js"])}\n`); } };
}

// One script and one sheet of styles, under names that do not change: the server adds the hash of what they hold to their address. The same sources
// give the same bytes, so that a test can hold the committed files against a build.
export default defineConfig({
  plugins: [sources()],
  publicDir: "public",
  build: {
    outDir: "../internal/server/web/dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: "src/main.ts",
      output: { entryFileNames: "app.js", assetFileNames: "app[extname]", codeSplitting: false },
    },
  },
});
