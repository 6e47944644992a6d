import { defineConfig } from "vite";

// One script and one sheet of styles, under names that do not change: the server adds the hash of what they hold to their address. The same sources
// give the same bytes, so that a test can hold the committed files against a build.
export default defineConfig({
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
