// One browser visits every page, in every state, and looks at each for everything at once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answer, at, axeFinds, begin, browse, check, hardToHit, healthy, serve, smallestText, toResult, visitor } from "./support.mjs";

let server, browser;
before(async () => {
  // 2.4 px on a millimetre: a 36" full-HD screen would have it; letters of 21 px.
  [server, browser] = await Promise.all([serve("--px-per-mm", "4.03", "--locale", "uk"), browse()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// At a kiosk's size: letters and targets are as large as promised.
async function checkKiosk(page, name) {
  await check(page, name);
  const [size, text] = await smallestText(page);
  assert.ok(size >= 26, `${name}: “${text}” is ${size} px high`);
  assert.deepEqual(await hardToHit(page, 64, 16), [], name);
}

test("every page of an interview is accessible, large enough and stays on its server", async () => {
  const { page, leave } = await visitor(browser, server.address);
  await page.goto(server.address + "/");
  assert.ok((await smallestText(page))[0] >= 26);
  await checkKiosk(page, "first page");
  await begin(page, server.address);
  const seen = new Set();
  let mistaken = false;
  await toResult(page, { ...healthy, medicines: "nsaids" }, async (where) => {
    // Each kind of page once: they differ in their form only.
    const kind = await page.evaluate(() => document.body.className + [...document.querySelectorAll("main input")].map((one) => one.type)
      .filter((type, i, all) => all.indexOf(type) === i) + document.querySelectorAll("main fieldset").length + !!document.querySelector(".finder"));
    if (seen.has(kind)) return;
    seen.add(kind);
    await checkKiosk(page, where);
    assert.equal(await page.evaluate(() => document.activeElement.closest("h1") !== null), true, where + ": focus is on the heading");
    const why = page.locator("main summary").first();
    if (await why.count()) {
      await why.click();
      await check(page, where + ", details open");
    }
    if (mistaken || !/^\d+$/.test(where)) return;
    mistaken = true;
    await Promise.all([page.waitForEvent("domcontentloaded"), page.locator("main .go .primary").click()]);
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.evaluate(() => document.activeElement.className), "errors", "focus is on what went wrong");
    await checkKiosk(page, where + ", with a mistake");
    await page.locator(".errors a").first().click();
    assert.equal(await page.evaluate(() => document.activeElement.matches("main fieldset input")), true, "a mistake leads to its field");
  });
  await checkKiosk(page, "result");
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  await check(page, "result, details open");
  for (const rest of ["answers", "print", "ask"]) {
    await page.goto(page.url().replace(/[^/]*$/, rest));
    await check(page, rest);
  }
  await leave();
});

test("an emergency is told at once, and nothing distracts from it", async () => {
  const { page, leave } = await visitor(browser, server.address);
  await begin(page, server.address);
  await toResult(page, { ...healthy, "chest-pain": "yes", "vomiting-blood": "yes", "breathing-trouble": "yes" });
  assert.match(await page.locator("h1").textContent(), /emergency|999|now/i);
  assert.match(await page.locator("main").textContent(), /999/);
  await checkKiosk(page, "emergency");
  await leave();
});

test("a question of one's own is answered, and followed up", async () => {
  const { page, leave } = await visitor(browser, server.address);
  await begin(page, server.address, "ask");
  await check(page, "ask");
  for (const words of ["Can ibuprofen damage the gut?", "and naproxen?", "xyzzy", "I have blood in my stool"]) {
    await page.locator("main input[type=text], main input[type=search], main textarea").first().fill(words);
    await Promise.all([page.waitForEvent("domcontentloaded"), page.locator("main form button.primary").first().click()]);
    await check(page, words);
    assert.doesNotMatch(page.url(), /ibuprofen|naproxen|xyzzy|blood/);
  }
  await leave();
});

test("cards can be read without a visit", async () => {
  const { page, leave } = await visitor(browser, server.address);
  await page.goto(server.address + "/c");
  await check(page, "list of cards");
  await Promise.all([page.waitForEvent("domcontentloaded"), page.locator("main a[href^='/c/']").first().click()]);
  await check(page, "card");
  await leave();
});

test("pages hold in forced colours, without motion, in larger letters and on a phone", async () => {
  const phone = { viewport: { width: 390, height: 844 }, forcedColors: "active", reducedMotion: "reduce" };
  const { page, leave } = await visitor(browser, server.address, phone);
  await begin(page, server.address);
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
  const { page, leave } = await visitor(browser, server.address);
  const reply = await page.goto(server.address + "/v/AAAAAAAAAAAAAAAAAAAAAA/result");
  assert.equal(reply.status(), 410);
  await checkKiosk(page, "over");
  await page.locator("main a.primary").click();
  assert.equal(new URL(page.url()).pathname, "/");
  await leave();
});
