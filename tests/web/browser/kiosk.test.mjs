// What a kiosk does when nobody touches it, and for people without a mouse or a script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answer, at, begin, browse, check, healthy, serve, toResult, visitor } from "./support.mjs";

let server, browser;
before(async () => {
  [server, browser] = await Promise.all([serve("--locale", "uk"), browse()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("a page that nobody touches warns, can be kept, and wipes the visit", async () => {
  const { context, page, leave } = await visitor(browser, server.address);
  await page.clock.install();
  await begin(page, server.address);
  await answer(page, healthy);
  await answer(page, healthy);
  const visit = page.url(), dialog = page.locator("#idle");

  await page.clock.runFor(59_000);
  assert.equal(await dialog.isVisible(), false);
  await page.clock.runFor(2_000);
  assert.equal(await dialog.isVisible(), true, "after a minute it asks");
  await check(page, "the warning");
  assert.equal(await page.evaluate(() => document.activeElement.closest("dialog") !== null), true, "focus is in the dialog");
  for (let i = 0; i < 3; ++i) {
    await page.locator("[data-stay]").click();
    assert.equal(await dialog.isVisible(), false);
    await page.clock.runFor(59_000);
    assert.equal(await dialog.isVisible(), false, "extended in full, as often as wanted");
    await page.clock.runFor(2_000);
    assert.equal(await dialog.isVisible(), true);
  }
  await Promise.all([page.waitForURL("**/wiped"), page.clock.runFor(31_000)]);
  await check(page, "wiped");
  assert.equal((await context.request.get(visit)).status(), 410, "the visit is gone on the server too");

  await page.goBack().catch(() => {});
  await page.waitForLoadState();
  const text = await page.locator("body").innerText();
  assert.doesNotMatch(text, /Continue/, "Back shows nothing of the visit");
  await leave();
});

test("Back after “Start again” shows nothing of the last visitor", async () => {
  const { page, leave } = await visitor(browser, server.address);
  await begin(page, server.address);
  await toResult(page, { ...healthy, medicines: "nsaids" });
  await Promise.all([page.waitForURL("**/wiped"), page.locator("header .again button").click()]);
  for (let i = 0; i < 4; ++i) {
    await page.goBack().catch(() => {});
    await page.waitForTimeout(100);
    await page.waitForLoadState();
    const path = new URL(page.url()).pathname;
    const text = await page.locator("main").innerText();
    if (path.startsWith("/v/")) assert.match(text, /This visit is over/, path);
    assert.equal(await page.locator("input:checked").count(), 0, path);
  }
  await leave();
});

test("a whole visit is made without a script", async () => {
  const { page, leave } = await visitor(browser, server.address, { javaScriptEnabled: false });
  await begin(page, server.address);
  let pages = 0;
  await toResult(page, healthy, async () => { ++pages; });
  assert.ok(pages > 3);
  await page.goto(page.url().replace(/result$/, "answers"));
  assert.match(await page.locator("main").textContent(), /40/);
  await Promise.all([page.waitForURL("**/wiped"), page.locator("header .again button").click()]);
  await leave();
});

test("a whole visit is made with a number pad", async () => {
  const { page, leave } = await visitor(browser, server.address);
  await page.goto(server.address + "/");
  const gone = (act) => Promise.all([page.waitForEvent("domcontentloaded"), act()]);
  await gone(() => page.keyboard.press("1"));
  for (let i = 0; i < 60 && at(page) !== "result"; ++i) {
    const groups = await page.locator("main form fieldset").count();
    const isNumber = (await page.locator("main input[inputmode]").count()) > 0;
    if (isNumber) {
      await page.keyboard.press("4");
      await page.keyboard.press("0");
    } else {
      for (let group = 0; group < groups; ++group) {
        const first = page.locator("main fieldset").nth(group);
        const values = await first.locator("input[type=radio], input[type=checkbox]").evaluateAll((all) => all.map((one) => one.value));
        const wanted = ["me", "no", "none", "not-sure"].map((one) => values.indexOf(one)).find((place) => place >= 0) ?? 0;
        for (const digit of String(wanted + 1)) await page.keyboard.press(digit);
        // A second digit may still follow.
        if ((wanted + 1) * 10 <= values.length) await page.waitForTimeout(750);
      }
    }
    const before = page.url();
    await gone(() => page.keyboard.press("Enter"));
    assert.notEqual(page.url(), before, "Enter goes on from " + before);
  }
  assert.equal(at(page), "result");
  await leave();
});

test("with the keyboard alone, focus is always to be seen and goes down the page", async () => {
  const { page, leave } = await visitor(browser, server.address);
  await begin(page, server.address);
  const seen = [];
  await page.evaluate(() => document.activeElement.blur());
  for (let i = 0; i < 80; ++i) {
    await page.keyboard.press("Tab");
    const one = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === document.body) return null;
      const shown = at.closest(".choice") ?? at, looks = [at, shown, shown.querySelector("label") ?? at].map((one) => getComputedStyle(one));
      const box = shown.getBoundingClientRect();
      return { name: at.outerHTML.slice(0, 60), top: box.top + scrollY, main: !!at.closest("main"),
               visible: looks.some((look) => look.outlineStyle !== "none" || look.boxShadow !== "none") };
    });
    if (!one) break;
    if (seen.some((other) => other.name === one.name && other.top === one.top)) break;
    seen.push(one);
  }
  assert.ok(seen.length > 4);
  assert.deepEqual(seen.filter((one) => !one.visible).map((one) => one.name), []);
  const inMain = seen.filter((one) => one.main).map((one) => one.top);
  assert.deepEqual(inMain, [...inMain].sort((a, b) => a - b));
  await leave();
});
