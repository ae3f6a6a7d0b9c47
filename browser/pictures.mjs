// Takes the pictures of the documents: `npm run pictures`, after `cargo build`.
import { join } from "node:path";

import { missing, root, start } from "./site.mjs";

const wrong = await missing();
if (wrong) throw new Error(wrong);
const site = await start();
try {
  const page = await site.open({ viewport: { width: 1120, height: 680 }, deviceScaleFactor: 1.5, colorScheme: "light", reducedMotion: "reduce" });
  const hits = await (await fetch(`${site.base}/search.json?q=guests`)).json();
  const article = hits.find((hit) => hit.hit === "article").article.id;
  await page.goto(`/a/${article}`);
  for (const _ of [1, 2, 3]) await page.keyboard.press("n");
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  await page.screenshot({ path: join(root, "docs/images/article.png") });
  await page.setViewportSize({ width: 1120, height: 760 });
  await page.goto("/e/Harbour Lights/timeline?predicate=release_date");
  await page.screenshot({ path: join(root, "docs/images/timeline.png") });
} finally {
  await site.stop();
}
