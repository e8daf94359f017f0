import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

/** Where the page goes: into the package, or elsewhere to compare it with what is there. */
const TEMPLATE = process.env["PAGE"] ?? resolve(import.meta.dirname, "../../summarizer/review/template.html");

/** Lets the page's policy name its own script and style by their hashes, so that nothing else in it is ever run. */
function policy(): Plugin {
  const hashes = (html: string, element: RegExp) =>
    [...html.matchAll(element)].map((found) => `'sha256-${createHash("sha256").update(found[1] ?? "").digest("base64")}'`);
  return {
    name: "policy",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("the build gave no index.html");
        const html = String(page.source);
        const scripts = hashes(html, /<script type="module"[^>]*>([\s\S]*?)<\/script>/g);
        const styles = hashes(html, /<style[^>]*>([\s\S]*?)<\/style>/g);
        if (scripts.length !== 1 || styles.length !== 1) throw new Error("one script and one style are wanted");
        const named = html.replace("script-src 'self'", `script-src ${scripts[0]}`);
        writeFileSync(TEMPLATE, named.replace("style-src 'self'", `style-src ${styles[0]}`));
      },
    },
  };
}

export default defineConfig({
  plugins: [viteSingleFile({ removeViteModuleLoader: true }), policy()],
  build: { target: "es2022", outDir: "dist", modulePreload: false, reportCompressedSize: false },
});
