// Reading aloud, with the small pack whose voice every build for tests carries.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { at, begin, browse, serve, visitor } from "./support.mjs";

let spoken, browser;
before(async () => {
  [spoken, browser] = await Promise.all([serve("--pack", process.env.PEYER_SOURCE + "/knowledge/bases/houseplants"), browse()]);
});
after(async () => {
  await browser?.close();
  await spoken?.stop();
});

test("a page is read aloud from top to bottom, and stops when it is told to", async (t) => {
  const { page, leave } = await visitor(browser, spoken.address);
  // Sound cards are rare on test machines: what is played is noted instead, and over at once.
  await page.addInitScript(() => {
    window.played = [];
    AudioContext.prototype.resume = async () => {};
    AudioBufferSourceNode.prototype.start = function () {
      window.played.push([this.buffer.duration, document.querySelector(".being-read")?.textContent ?? ""]);
      if (!window.held) setTimeout(() => this.dispatchEvent(new Event("ended")), 0);
    };
    AudioBufferSourceNode.prototype.stop = function () { this.dispatchEvent(new Event("ended")); };
  });
  await begin(page, spoken.address);
  for (let i = 0; i < 3 && !/^\d+$/.test(at(page)); ++i) await page.locator("main .go .primary").click();
  const button = page.locator(".aloud");
  if ((await button.count()) === 0) return t.skip("built without a voice");

  assert.equal(await button.innerText(), "Read aloud");
  assert.deepEqual(await page.evaluate(() => window.played), [], "nothing by itself");
  await button.click();
  await page.waitForFunction(() => !document.querySelector(".aloud.reading"));
  const played = await page.evaluate(() => window.played);
  const texts = await page.locator("main [data-clip]").evaluateAll((all) => all.filter((one) => one.checkVisibility() && !one.closest("button, a")).map((one) => one.textContent));
  assert.deepEqual(played.map(([, text]) => text), texts, "all that is to be seen, in its order");
  assert.ok(texts.includes(await page.locator("h1").innerText()));
  assert.ok(played.length > 2 && played.every(([seconds]) => seconds > 0.2 && seconds < 60), JSON.stringify(played));

  await page.evaluate(() => { window.held = true; window.played = []; });
  await page.keyboard.press("*");
  await page.waitForFunction(() => window.played.length === 1);
  assert.equal(await button.innerText(), "Stop reading");
  await page.keyboard.press("*");
  assert.equal(await button.innerText(), "Read aloud");
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate(() => window.played.length), 1, "stopped");
  await leave();
});

test("at a kiosk the voice stands in one row with what else is always there, also while it reads", async (t) => {
  const kiosk = await serve("--px-per-mm", "4.03", "--pack", process.env.PEYER_SOURCE + "/knowledge/bases/houseplants");
  t.after(() => kiosk.stop());
  const { page, leave } = await visitor(browser, kiosk.address);
  await begin(page, kiosk.address);
  const button = page.locator(".aloud");
  if ((await button.count()) === 0) return t.skip("built without a voice");
  // Wherever this page has no voice, its button is as wide.
  await button.evaluate((one) => { one.hidden = false; });
  const middles = () => page.locator("header button").evaluateAll((all) => [...new Set(all.map((one) => Math.round(one.getBoundingClientRect().top)))]);
  assert.equal((await middles()).length, 1);
  await button.evaluate((one) => { one.textContent = one.dataset.stop; });
  assert.equal((await middles()).length, 1, "while it reads");
  await leave();
});
