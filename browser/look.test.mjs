// Looks at every page as people do who see it small, dark, on paper, or not at all (axe-core).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";

import { missing, start } from "./site.mjs";

const skip = await missing();
const PAGES = [
  "/",
  "/ask?q=Who+is+Mara+Quill+dating%3F&as_of=2020-12-01",
  "/ask?q=zebra",
  "/search?q=quill",
  "/e/Mara Quill",
  "/e/Mara Quill/timeline",
  "/e/Harbour Lights/timeline?axis=world",
  "/e/Mara Quill/claims?predicate=dating",
  "/e/Quill",
  "/e/Nobody",
  "/new?since=2020-09-01",
  "/contradictions",
  "/sources",
];

describe("every page", { skip: skip ?? false }, () => {
  let site, articles;
  before(async () => {
    site = await start();
    const newest = (await (await fetch(`${site.base}/index.json`)).json()).newest;
    const hits = await (await fetch(`${site.base}/search.json?q=rocks`)).json();
    const edited = hits.find((hit) => hit.hit === "article").article.id;
    const claim = (await (await fetch(`${site.base}/a/${edited}.json`)).json()).claims[0].id;
    articles = [`/a/${newest[1].id}?open=1`, `/a/${edited}`, `/a/${edited}/revisions`, `/c/${claim}`];
  });
  after(() => site.stop());

  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 360]) {
      test(`can be read by everybody, ${colorScheme}, ${width} wide`, async () => {
        const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
        const page = await site.open({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
        for (const path of [...PAGES, ...articles]) {
          await page.goto(path);
          await page.evaluate(axe);
          const found = await page.evaluate(() =>
            axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
          );
          const told = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" | ")}`);
          assert.deepEqual(told, [], path);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(over <= 0, `${path} is ${over} too wide`);
        }
      });
    }
  }

  test("can be printed: the words and whose word they are, without the controls", async () => {
    const page = await site.open();
    await page.goto("/ask?q=Who+is+Mara+Quill+dating%3F&as_of=2020-12-01");
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.isVisible("header")));
    assert.ok(await page.isVisible(".reading"));
    assert.ok(await page.isVisible(".row q >> nth=0"));
    await page.goto(articles[0]);
    assert.ok(await page.isVisible(".claims li >> nth=0"));
  });

  test("marks claims that overlap each with a line of its own", async () => {
    const page = await site.open();
    await page.goto(articles[0]);
    const offsets = await page.evaluate(() =>
      [...document.querySelectorAll("mark")]
        .filter((mark) => mark.querySelectorAll(".u").length > 1)
        .map((mark) => [...mark.querySelectorAll(".u")].map((line) => getComputedStyle(line).textUnderlineOffset)),
    );
    assert.ok(offsets.length > 0);
    for (const lines of offsets) assert.equal(new Set(lines).size, lines.length);
  });
});
