// The program on the ledger of the demo, and a browser that looks at it.
//
// The program is target/debug/reportedly, or what REPORTEDLY names; the browser is a Chromium on the
// path, or what CHROMIUM names. Without one the tests are skipped, and say so; where CI is set they
// fail.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const program = process.env.REPORTEDLY ?? join(root, "target/debug/reportedly");

function browser() {
  const names = process.env.CHROMIUM ? [process.env.CHROMIUM] : ["chromium", "chromium-browser", "google-chrome"];
  for (const name of names) {
    const path = name.includes("/") ? name : spawnSync("which", [name], { encoding: "utf8" }).stdout.trim();
    if (path && existsSync(path)) return path;
  }
  return null;
}

/** Why the tests cannot run, or null. */
export async function missing() {
  const told = [];
  if (!existsSync(program)) told.push(`no program at ${program}: build it with \`cargo build\``);
  if (!browser()) told.push("no Chromium on the path: `apt-get install chromium`, or set CHROMIUM");
  try {
    await import("playwright-core");
  } catch {
    told.push("playwright-core is not there: `npm ci` in this folder");
  }
  if (told.length && process.env.CI) throw new Error(told.join("; "));
  return told.length ? told.join("; ") : null;
}

/** Starts the program and the browser. */
export async function start() {
  const { chromium } = await import("playwright-core");
  const folder = mkdtempSync(join(tmpdir(), "reportedly-browser-"));
  const db = join(folder, "ledger.db");
  const env = { ...process.env, REPORTEDLY_TOKEN: "" };
  const made = spawnSync(program, ["demo", "--keep", db], { env });
  if (made.status !== 0) throw new Error(String(made.stderr));
  const server = spawn(program, ["--db", db, "serve", "--addr", "127.0.0.1:0"], { env });
  const said = await new Promise((done, fail) => {
    server.stdout.once("data", (data) => done(String(data)));
    server.once("exit", () => fail(new Error("the server ended")));
  });
  const base = said.match(/http:\/\/\S+?(?=\/\s)/)[0];
  const chrome = await chromium.launch({ executablePath: browser(), args: ["--font-render-hinting=none"] });
  return {
    base,
    /** Opens a window; what goes wrong in it is in `window.wrong`. */
    async open(options = {}) {
      const context = await chrome.newContext({ locale: "en-GB", baseURL: base, ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      page.wrong = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) page.wrong.push(message.text());
      });
      page.on("pageerror", (error) => page.wrong.push(error.message));
      page.on("request", (request) => {
        if (!request.url().startsWith(base)) page.wrong.push(`asks ${request.url()}`);
      });
      return page;
    },
    async stop() {
      await chrome.close();
      server.kill("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
