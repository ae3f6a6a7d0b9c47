// Walks the pages of the demo by mouse and by keys, with and without JavaScript.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { missing, start } from "./site.mjs";

const skip = await missing();
const QUESTION = "Who is Mara Quill dating?";
const squeezed = (text) => text.replace(/\s+/g, " ").trim();

for (const javaScriptEnabled of [true, false]) {
  describe(`by mouse, ${javaScriptEnabled ? "with" : "without"} JavaScript`, { skip: skip ?? false }, () => {
    let site, page;
    before(async () => {
      site = await start();
      page = await site.open({ javaScriptEnabled });
    });
    after(() => site.stop());

    test("a question is answered, and its evidence is one click away", async () => {
      await page.goto("/");
      await page.fill("#q", QUESTION);
      await page.click(".search button >> nth=0");
      await page.waitForURL("**/ask?q=*");
      assert.match(squeezed(await page.innerText(".about")), /Read as: who or what · Mara Quill · dating/);
      assert.match(await page.innerText(".row >> nth=0"), /confirmed/);
      const words = await page.innerText(".row q >> nth=0");
      const id = (await page.getAttribute(".row .id >> nth=0", "href")).replace("/c/", "");
      await page.click(".row .evidence >> nth=0");
      await page.waitForURL(`**/a/r_*#${id}`);
      const claim = page.locator(`[id="${id}"]`);
      assert.ok(await claim.isVisible());
      assert.ok(await claim.evaluate((element) => element.matches(":target")));
      // The exact words are marked in the text.
      const number = await claim.getAttribute("data-number");
      const marks = page.locator("mark").filter({ has: page.locator("span.u") });
      const marked = await marks.evaluateAll(
        (all, number) => all.filter((mark) => mark.dataset.claims.split(" ").includes(number)).map((mark) => mark.textContent),
        number,
      );
      assert.equal(squeezed(marked.join("")), squeezed(words));
      const line = await marks.first().locator(".u").first().evaluate((element) => getComputedStyle(element).textDecorationLine);
      assert.equal(line, "underline");
    });

    test("another day gives another answer", async () => {
      await page.goto(`/ask?q=${encodeURIComponent(QUESTION)}`);
      await page.fill("#as-of", "2020-12-01");
      await page.click("text=Look");
      await page.waitForURL("**as_of=2020-12-01**");
      assert.match(await page.innerText(".row >> nth=0"), /reported/);
      assert.match(await page.innerText(".later"), /2 later reports/);
      await page.click(".later >> text=with hindsight");
      await page.waitForURL("**with_hindsight=1**");
      assert.equal(await page.isChecked("text=with hindsight >> input"), true);
      await page.click("text=back to now");
      assert.match(await page.innerText(".row >> nth=0"), /confirmed/);
    });

    test("an edit tells which words and which claims changed", async () => {
      await page.goto("/search?q=rocks");
      await page.click("text=Love on the rocks >> nth=0");
      await page.click("text=what changed");
      assert.equal(await page.innerText("del"), "is");
      assert.match(await page.innerText("ins >> nth=0"), /might/);
      assert.match(await page.innerText(".gone"), /reported/);
    });

    test("a dossier leads to its timeline, and a lane to its words", async () => {
      await page.goto("/e/Harbour Lights");
      assert.match(page.url(), /\/e\/e_[0-9a-f]{16}$/);
      await page.click("main >> text=Timeline");
      await page.waitForURL("**/timeline");
      const lanes = page.locator(".lanes > li");
      assert.ok((await lanes.count()) > 3);
      await lanes.nth(1).locator("a.lane").click();
      assert.match(page.url(), /#r\d+$/);
      const target = page.locator(new URL(page.url()).hash);
      assert.ok(await target.locator(".evidence").first().isVisible());
      await page.click("text=by the world’s time");
      await page.waitForURL("**axis=world**");
      assert.match(await page.innerText("h2 >> nth=0"), /said to hold/);
    });

    test("every page leads to what is new, to contradictions and to sources", async () => {
      await page.goto("/");
      await page.click("nav >> text=What’s new");
      await page.fill("[name=since]", "2020-09-20");
      await page.click("text=Show");
      assert.match(await page.innerText("#edited"), /edited/);
      await page.click("nav >> text=Contradictions");
      await page.waitForURL("**/contradictions");
      assert.equal(await page.locator(".pair").first().locator(".sides > li").count(), 2);
      await page.click("nav >> text=Sources");
      await page.fill("[name=source]", "star");
      await page.click("text=Show");
      await page.waitForURL("**/sources?source=star");
      assert.equal(await page.locator("table").first().locator("tbody tr").count(), 1);
      assert.match(await page.innerText("main"), /What became of the reports of Star Notes/);
    });

    test("a frozen link keeps what it shows", async () => {
      await page.goto("/contradictions");
      await page.click("text=frozen link");
      await page.waitForURL("**recorded_by=**");
      assert.match(page.url(), /recorded_by=30$/);
      assert.match(await page.innerText(".reading"), /as recorded by entry 30/);
    });

    test("what is not there has neighbours", async () => {
      await page.goto("/e/Mara Quilt");
      await page.click("main >> text=Mara Quill");
      await page.waitForURL("**/e/e_*");
      assert.equal(await page.innerText("h1"), "Mara Quill (person)");
    });

    test("nothing went wrong, and nobody else was asked", () => {
      assert.deepEqual(page.wrong.filter((told) => !told.includes("404")), []);
    });
  });
}

describe("by keys", { skip: skip ?? false }, () => {
  let site, page;
  before(async () => {
    site = await start();
    page = await site.open({ permissions: ["clipboard-read", "clipboard-write"] });
  });
  after(() => site.stop());

  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.className);

  test("a question, its evidence, its claims", async () => {
    await page.goto("/");
    await page.keyboard.press("/");
    assert.equal(await focused(), "q");
    await page.keyboard.type(QUESTION);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/ask?q=*");
    await page.keyboard.press("j");
    assert.ok(await page.isVisible(".row[data-at]"));
    await page.keyboard.press("o");
    await page.waitForURL("**/a/r_*");
    assert.equal(await page.locator(".claim.lit").count(), 1);
    const first = await page.getAttribute(".claim.lit", "data-number");
    await page.keyboard.press("n");
    assert.notEqual(await page.getAttribute(".claim.lit", "data-number"), first);
    await page.keyboard.press("p");
    assert.equal(await page.getAttribute(".claim.lit", "data-number"), first);
    await page.keyboard.press("c");
    const cited = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(cited, /^[^:]+, \d{4}-\d\d-\d\d: .+ \[c_[0-9a-f]+-\d+\]$/);
    assert.match(await page.innerText("#live"), /copied/);
    // The words of the claim that is lit, and the claim, come to where they can be seen.
    await page.setViewportSize({ width: 1280, height: 300 });
    await page.evaluate(() => { document.querySelector(".body").style.lineHeight = "12"; });
    const seen = (query) => page.waitForFunction((query) => {
      const box = document.querySelector(query).getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight;
    }, query);
    const claims = await page.locator(".claim").count();
    for (let turn = 0; turn < claims; turn++) {
      // Also from the end of the page, where the list stands higher than the window.
      await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: "instant" }));
      await page.keyboard.press("n");
      await seen("mark.lit");
      await seen(".claim.lit .lead");
    }
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.keyboard.press("h");
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".body .u")).textDecorationLine), "none");
    await page.keyboard.press("h");
  });

  test("every page is two keys away", async () => {
    for (const [key, path] of [["n", "/new"], ["c", "/contradictions"], ["s", "/sources"], ["a", "/"]]) {
      await page.keyboard.press("g");
      await page.keyboard.press(key);
      await page.waitForURL(`**${path}`);
    }
    await page.goto("/e/Mara Quill");
    await page.keyboard.press("g");
    await page.keyboard.press("t");
    await page.waitForURL("**/timeline");
    await page.keyboard.press("t");
    assert.equal(await focused(), "as-of");
    await page.keyboard.press("Escape");
    assert.notEqual(await focused(), "as-of");
    await page.goto("/search?q=rocks");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/a/a_*");
    await page.keyboard.press("d");
    await page.waitForURL("**/revisions");
    await page.keyboard.press(".");
    await page.waitForURL("**recorded_by=30**");
  });

  test("the keys are told, and can be switched off", async () => {
    await page.goto("/");
    await page.keyboard.press("?");
    assert.ok(await page.isVisible("dialog"));
    await page.click("#keys-off");
    await page.keyboard.press("Escape");
    assert.ok(!(await page.isVisible("dialog")));
    await page.keyboard.press("/");
    assert.notEqual(await focused(), "q");
    await page.keyboard.press("?");
    await page.click("#keys-off");
  });

  test("the first key leads past the head of the page", async () => {
    await page.goto(`/ask?q=${encodeURIComponent(QUESTION)}`);
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "skip");
    assert.ok(await page.isVisible(".skip"));
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "main");
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "value");
  });

  test("nothing went wrong", () => assert.deepEqual(page.wrong, []));
});
