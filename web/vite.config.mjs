import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vite";

// The hash of what the build is made from goes into dist/sources, so that a test without Node can tell whether the built files are current
// (TestBuilt in internal/server/web).
function sources() {
  const files = ["package-lock.json", "vite.config.mjs", ...["src", "public"].flatMap((d) => readdirSync(new URL(d, import.meta.url)).map((f) => `${d}/${f}`))].sort();
  const hash = createHash("sha256");
  for (const f of files) hash.update(`${f}\n`).update(readFileSync(new URL(f, import.meta.url)));
  return { name: "sources", generateBundle() { this.emitFile({ type: "asset", fileName: "sources", source: hash.digest("hex") + "\n" }); } };
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
