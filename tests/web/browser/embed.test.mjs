// Pages in a frame of another site: shown where the operator said so, and refused elsewhere.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { browse, serve } from "./support.mjs";

// The page that docs/ shows, as a clinic would have it.
async function clinic() {
  const pages = { peyer: "" };
  const server = createServer((request, reply) => {
    reply.setHeader("Content-Type", "text/html; charset=utf-8");
    reply.end(pages.text ?? "");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => { server.closeAllConnections(); server.close(); },
           show: (address) => { pages.text = readFileSync(process.env.PEYER_SOURCE + "/docs/embed-example.html", "utf8").replaceAll("https://peyer.example", address); } };
}

let allowed, other, server, closed, browser;
before(async () => {
  [allowed, other] = [await clinic(), await clinic()];
  [server, closed, browser] = await Promise.all([serve("--frame-origin", allowed.origin), serve(), browse()]);
});
after(async () => {
  await browser?.close();
  await Promise.all([server, closed].map((one) => one?.stop()));
  allowed.stop();
  other.stop();
});

async function framed(site, address) {
  site.show(address);
  const page = await browser.newPage();
  const refused = new Promise((resolve) => page.on("console", (message) => {
    if (/frame-ancestors/.test(message.text())) resolve(true);
  }));
  await page.addInitScript(() => {
    if (window === top) addEventListener("message", (event) => (window.heard ??= []).push([event.origin, event.data]));
  });
  await page.goto(site.origin);
  return { page, refused };
}

test("a site that the operator named shows a visit, and hears its height and nothing else", async () => {
  const { page } = await framed(allowed, server.address);
  const frame = page.frameLocator("peyer-visit iframe");
  await frame.locator("button", { hasText: "Start" }).first().click();
  await frame.locator("main fieldset").first().waitFor();
  const height = () => page.locator("peyer-visit iframe").evaluate((one) => one.getBoundingClientRect().height);
  const needed = await frame.locator("body").evaluate((one) => Math.ceil(one.getBoundingClientRect().height));
  await page.waitForFunction((needed) => Math.abs(document.querySelector("peyer-visit iframe").getBoundingClientRect().height - needed) < 40, needed);
  assert.ok((await height()) > 200);
  const heard = await page.evaluate(() => window.heard);
  assert.ok(heard.length > 0);
  for (const [origin, data] of heard) {
    assert.equal(origin, server.address);
    assert.deepEqual(Object.keys(data).sort(), ["height", "type"]);
    assert.equal(typeof data.height, "number");
  }
  // Somebody else's message changes nothing.
  const before = await height();
  await page.evaluate(() => window.postMessage({ type: "peyer:height", height: 5000 }, "*"));
  await page.waitForTimeout(50);
  assert.equal(await height(), before);
  await page.close();
});

test("another site shows nothing, and neither does any where no site was named", async () => {
  for (const [site, address] of [[other, server.address], [allowed, closed.address]]) {
    const { page, refused } = await framed(site, address);
    assert.equal(await refused, true);
    assert.equal(await page.evaluate(() => window.heard), undefined);
    await page.close();
  }
});
