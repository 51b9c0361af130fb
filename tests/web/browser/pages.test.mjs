// One browser visits every page, in every state, and looks at each for everything at once.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { answer, axeFinds, begin, browse, check, checkKiosk, healthy, serve, smallestText, toResult, visitor } from "./support.mjs";

// Looking closely takes longer than visitors are given.
const patient = ["--idle", "900", "--idle-result", "900", "--journey-life", "1000"];

let web, kiosk, browser;
before(async () => {
  [web, kiosk, browser] = await Promise.all([serve("--locale", "uk", ...patient), serve("--px-per-mm", "4.03", ...patient), browse()]);
});
after(async () => {
  await browser?.close();
  await Promise.all([web, kiosk].map((one) => one?.stop()));
});

// Pages of a visit that differ in more than their words: each kind is looked at once.
function news() {
  const seen = new Set();
  return async (page) => {
    const kind = await page.evaluate(() => [document.body.className, ...new Set([...document.querySelectorAll("main input")].map((one) => one.type)),
      Math.min(2, document.querySelectorAll("main fieldset").length), !!document.querySelector(".finder, [data-words]"), !!document.querySelector(".note")].join(" "));
    return !seen.has(kind) && seen.add(kind);
  };
}

const submitted = (page) => Promise.all([page.waitForEvent("domcontentloaded"), page.locator("main .go .primary").first().click()]);

test("every page of a visit is accessible at every width, and stays on its server", async () => {
  const { page, leave } = await visitor(browser, web.address, { viewport: { width: 1280, height: 900 } });
  await page.goto(web.address + "/");
  await check(page, "first page");
  await begin(page, web.address);
  const isNew = news();
  let mistaken = 0;
  await toResult(page, { ...healthy, medicines: "nsaids", symptoms: "none" }, async (where) => {
    if (!(await isNew(page))) return;
    assert.equal(await page.evaluate(() => document.activeElement.closest("h1, legend") !== null), true, where + ": focus is on the heading");
    for (const one of await page.locator("main summary").all()) await one.click();
    await check(page, where);
    if (mistaken > 1 || !/^\d+$/.test(where)) return;
    ++mistaken;
    await submitted(page);
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.evaluate(() => document.activeElement.className), "errors", "focus is on what went wrong");
    await check(page, where + ", with a mistake");
    await page.locator(".errors a").first().click();
    assert.equal(await page.evaluate(() => document.activeElement.matches("main fieldset input")), true, "a mistake leads to its field");
  });
  await check(page, "result");
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  await page.evaluate(() => Promise.all([...document.images].map((one) => { one.loading = "eager"; return one.decode().catch(() => {}); })));
  await check(page, "result, details open");
  const visit = page.url().replace(/[^/]*$/, "");
  for (const rest of ["answers", "print"]) {
    await page.goto(visit + rest);
    await check(page, rest);
  }
  await leave();
});

test("what is taken home says the most important: by paper and by a code that phones read", async () => {
  const { page, leave } = await visitor(browser, web.address, { deviceScaleFactor: 2 });
  await begin(page, web.address);
  await toResult(page, { ...healthy, medicines: "nsaids" });
  const level = (await page.locator("h1").first().innerText()).trim();
  const code = page.locator("img.qr");
  await code.scrollIntoViewIfNeeded();
  await code.evaluate((one) => one.decode());
  const picture = join(tmpdir(), `peyer-code-${process.pid}.png`);
  await code.screenshot({ path: picture });
  const read = execFileSync("zbarimg", ["--quiet", "--raw", picture], { encoding: "utf8" }).trim();
  rmSync(picture);
  assert.ok(read.length > 40 && Buffer.byteLength(read) <= 412, read);

  await page.goto(page.url().replace(/result$/, "print"));
  const words = execFileSync("pdftotext", ["-layout", "-", "-"], { input: await page.pdf({ format: "A4" }), encoding: "utf8" });
  const flat = (text) => text.replace(/\s+/g, " ");
  assert.ok(flat(words).includes(flat(level)) || flat(words).toLowerCase().includes(flat(level).toLowerCase()), `paper lacks “${level}”`);
  assert.ok(flat(words).length > 1500);
  assert.doesNotMatch(words, /Start again|A\+\+/, "no buttons on paper");
  await leave();
});

test("at a kiosk, letters and targets are as large as people stand away", async () => {
  const { page, leave } = await visitor(browser, kiosk.address);
  await page.goto(kiosk.address + "/");
  await checkKiosk(page, "first page");
  await begin(page, kiosk.address);
  const isNew = news();
  await toResult(page, { ...healthy, medicines: "nsaids" }, async (where) => {
    if (await isNew(page)) await checkKiosk(page, where);
  });
  await checkKiosk(page, "result");
  await leave();
});

test("an emergency is told at once, and nothing distracts from it", async () => {
  const { page, leave } = await visitor(browser, kiosk.address);
  await begin(page, kiosk.address);
  await toResult(page, { ...healthy, "sign-heart": "yes" });
  assert.match(await page.locator("main").textContent(), /999/);
  await checkKiosk(page, "emergency");
  await leave();
});

test("a question of one's own is answered, and followed up", async () => {
  const { page, leave } = await visitor(browser, web.address);
  await begin(page, web.address, "ask");
  await check(page, "ask");
  for (const words of ["Can ibuprofen damage the gut?", "and naproxen?", "xyzzy", "I have blood in my stool"]) {
    await page.locator("main form.asking input").first().fill(words);
    await Promise.all([page.waitForEvent("domcontentloaded"), page.locator("main form.asking button.primary").first().click()]);
    await check(page, "asked: " + words);
    assert.doesNotMatch(page.url(), /ibuprofen|naproxen|xyzzy|blood/);
  }
  await leave();
});

test("cards can be read without a visit", async () => {
  const { page, leave } = await visitor(browser, web.address);
  await page.goto(web.address + "/c");
  await check(page, "list of cards");
  await Promise.all([page.waitForEvent("domcontentloaded"), page.locator("main a[href^='/c/']").first().click()]);
  await check(page, "card");
  await leave();
});

test("pages hold in forced colours, without motion, in larger letters and on a phone", async () => {
  const phone = { viewport: { width: 390, height: 844 }, forcedColors: "active", reducedMotion: "reduce" };
  const { page, leave } = await visitor(browser, web.address, phone);
  await begin(page, web.address);
  await answer(page, healthy);
  assert.deepEqual(await axeFinds(page), []);
  assert.deepEqual(await page.evaluate(() => document.getAnimations().length), 0);
  // Chosen or not is to be seen without colours of our own.
  const before = await smallestText(page);
  await page.locator(".sizes button").last().click();
  const larger = await smallestText(page);
  assert.ok(larger[0] > before[0] * 1.2, `${before[0]} px grow to ${larger[0]} px`);
  await answer(page, healthy);
  assert.equal((await smallestText(page))[0], larger[0], "the size is kept on the next page");
  await leave();
});

test("a visit that is over, or never was, answers with a way to start", async () => {
  const { page, leave } = await visitor(browser, web.address);
  const reply = await page.goto(web.address + "/v/AAAAAAAAAAAAAAAAAAAAAA/result");
  assert.equal(reply.status(), 410);
  await check(page, "over");
  await page.locator("main a.primary").click();
  assert.equal(new URL(page.url()).pathname, "/");
  await leave();
});
