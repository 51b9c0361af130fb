// What the tests share: a server, a browser, visits that answer forms as people do, and the checks
// that hold for every page.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// `peyer serve` on a free port; `stop` ends it.
export async function serve(...options) {
  const process_ = spawn(process.env.PEYER, ["serve", "--port", "0", ...options], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  const address = await new Promise((resolve, reject) => {
    process_.stderr.on("data", (words) => {
      said += words;
      const found = said.match(/http:\/\/\S+/);
      if (found) resolve(found[0].replace(/\/$/, ""));
    });
    process_.on("exit", () => reject(new Error("peyer serve ended: " + said)));
  });
  return { address, stop: () => new Promise((done) => { process_.on("exit", done); process_.kill("SIGTERM"); }) };
}

export function browse() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    chromiumSandbox: process.getuid() !== 0,
    // Keeps pages that are left, as browsers of visitors do.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
    args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--autoplay-policy=user-gesture-required"],
  });
}

// By context, what its pages did wrong.
const findings = new WeakMap();

function note(page, name, found) {
  findings.get(page.context()).push(...found.map((one) => `${name}: ${one}`));
}

// A new visitor's browser. What pages did that they must not is in `wrong`: loaded from elsewhere,
// broke the content policy, failed in the script, or left a cookie or an answer in an address.
export async function visitor(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1080, height: 1920 }, ...options });
  const wrong = [];
  const paths = /^\/($|visits$|wiped$|embed(\.js)?$|assets\/[\w-]+\/[\w.-]+$|audio\/[0-9a-f]{16}\.ogg$|c(\/[\w-]+(\.svg)?)?$|v\/[\w-]{22}(\/(where|about|check|answers|result|print|ask|end|size|still|qr\.svg|\d+(\/again)?|how\/[\w-]+\.svg|c(\/[\w-]+(\.svg)?)?))?$)/;
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (!["http:", "https:"].includes(url.protocol)) return;
    if (url.origin !== address) wrong.push("loads " + url);
    else if (url.search || !paths.test(url.pathname)) wrong.push("asks for " + url.pathname + url.search);
  });
  await context.addInitScript(() => addEventListener("securitypolicyviolation", (event) =>
    console.error("policy broken: " + event.violatedDirective + " " + event.blockedURI)));
  context.on("console", (message) => {
    // A page that is answered with 410 or 422 is written there as an error too.
    if (message.type() === "error" && !/status of (410|422|404)/.test(message.text())) wrong.push(message.text());
  });
  context.on("weberror", (error) => wrong.push(String(error.error())));
  const page = await context.newPage();
  findings.set(context, wrong);
  return {
    context, page,
    // Ends it, and fails when anything was wrong on the way: all of it is told at once.
    async leave() {
      assert.deepEqual(await context.cookies(), [], "no cookie is left");
      await context.close();
      assert.deepEqual([...new Set(wrong)], []);
    },
  };
}

// ---- what holds for every page

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function axeFinds(page, options = {}) {
  const began = Date.now();
  await page.evaluate(axe);
  const found = await page.evaluate(([values, more]) => window.axe.run({ runOnly: { type: "tag", values }, preload: false, resultTypes: ["violations"], ...more }),
    [tags, options]);
  if (process.env.PEYER_TIMES) console.error("axe", Date.now() - began, await page.evaluate(() => document.querySelectorAll("*").length));
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ") + " " + node.failureSummary).slice(0, 3).join(" | ")}`);
}

// What axe does not look at: one <h1>, headings that skip no level, no name without a text, a
// language, a title; text that is wide enough for nobody to scroll sideways.
export function pageFinds(page) {
  return page.evaluate(() => {
    const found = [];
    const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const headings = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].filter(seen).filter((one) => !one.closest("dialog, .errors"));
    if (headings.filter((one) => one.tagName === "H1").length !== 1) found.push("not one h1");
    let last = 0;
    for (const one of headings) {
      const level = +one.tagName[1];
      if (level > last + 1) found.push("skips a heading's level at: " + one.textContent);
      last = level;
    }
    if (!document.title || !document.documentElement.lang) found.push("no title or language");
    for (const one of document.querySelectorAll("[style]:not([style='']), style, script:not([src]), [onclick]")) found.push("inline: " + one.outerHTML.slice(0, 80));
    if (/\[[a-z_]+\.[a-z_.]+\]|\{[a-z-]+\}/.test(document.body.innerText)) found.push("a phrase is missing: " + document.body.innerText.match(/\[[a-z_]+\.[a-z_.]+\]|\{[a-z-]+\}/)[0]);
    return found;
  });
}

// Text sizes in px, the smallest first: [16, "what stands so small"].
export function smallestText(page) {
  return page.evaluate(() => {
    let least = [Infinity, ""];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const one = node.parentElement, text = node.data.trim();
      if (!text || !one.checkVisibility({ visibilityProperty: true }) || one.closest(".unseen, .skip, svg")) continue;
      const size = parseFloat(getComputedStyle(one).fontSize);
      if (size < least[0]) least = [size, text.slice(0, 40)];
    }
    return least;
  });
}

// Contrast of every text with what is painted behind it, the least first: [21, "text"].
export function leastContrast(page, query = "main p, main label, main li, main dd, main h1") {
  return page.evaluate((query) => {
    const rgb = (text) => text.match(/[\d.]+/g).map(Number);
    const bright = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = (one) => {
      for (let at = one; at; at = at.parentElement) {
        const color = rgb(getComputedStyle(at).backgroundColor);
        if (color.length === 3 || color[3] === 1) return color;
      }
      return [255, 255, 255];
    };
    let least = [Infinity, ""];
    for (const one of document.querySelectorAll(query)) {
      if (!one.checkVisibility({ visibilityProperty: true }) || !one.textContent.trim()) continue;
      const [a, b] = [bright(rgb(getComputedStyle(one).color)), bright(behind(one))].sort((x, y) => y - x);
      const contrast = (a + 0.05) / (b + 0.05);
      if (contrast < least[0]) least = [contrast, one.textContent.trim().slice(0, 40)];
    }
    return least;
  }, query);
}

// Buttons and choices that are too small to hit, or too near to each other; in CSS pixels.
export function hardToHit(page, least, gap) {
  return page.evaluate(([least, gap]) => {
    const seen = (one) => one.checkVisibility({ visibilityProperty: true });
    const targets = [...document.querySelectorAll("button, summary, a.button, .choice label, .brand[href], input[type=text]")].filter(seen)
      .filter((one) => !document.querySelector("dialog[open]") || one.closest("dialog"))
      .map((one) => ({ name: one.textContent.trim().slice(0, 30) || one.name, floats: !!one.closest(".go"), box: one.getBoundingClientRect() }));
    const found = targets.filter(({ box }) => box.height < least - 0.5 || box.width < least - 0.5)
      .map(({ name, box }) => `${name} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
    targets.forEach((a, i) => targets.slice(i + 1).forEach((b) => {
      if (a.floats !== b.floats) return;  // what stays at the window's foot hides others until they are scrolled up
      const across = Math.max(a.box.left, b.box.left) - Math.min(a.box.right, b.box.right);
      const down = Math.max(a.box.top, b.box.top) - Math.min(a.box.bottom, b.box.bottom);
      if (Math.max(across, down) < gap - 0.5) found.push(`${a.name} and ${b.name} are ${Math.round(Math.max(across, down))} apart`);
    }));
    return found;
  }, [least, gap]);
}

// What is wrong with a page at all widths and sizes of letters. Leaves it as it was.
export async function reflowFinds(page) {
  const before = page.viewportSize();
  const found = [];
  const look = async (what) => {
    const wide = await page.evaluate(() => {
      const root = document.documentElement;
      if (root.scrollWidth <= root.clientWidth) return "";
      const far = [...document.querySelectorAll("main *, header *, footer *")].find((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
      return `${root.scrollWidth} px wide: ${far?.outerHTML.slice(0, 100)}`;
    });
    if (wide) found.push(`${what}: ${wide}`);
  };
  await page.setViewportSize({ width: 320, height: 640 });
  await look("320 px");
  await page.setViewportSize({ width: 640, height: 900 });
  await page.evaluate(() => { document.documentElement.style.fontSize = parseFloat(getComputedStyle(document.documentElement).fontSize) * 2 + "px"; });
  await look("200 % text");
  await page.evaluate(() => { document.documentElement.removeAttribute("style"); });
  await page.setViewportSize(before);
  return found;
}

// All of it at once, on the page as it stands; `name` for the report.
export async function check(page, name) {
  const found = [...(await pageFinds(page)), ...(await axeFinds(page)), ...(await reflowFinds(page))];
  const [contrast, faint] = await leastContrast(page);
  if (contrast < 7) found.push(`“${faint}” has a contrast of ${contrast.toFixed(1)}`);
  note(page, name, found);
}

// At a kiosk's size, 36 px letters on a screen of 4.03 px a millimetre.
export async function checkKiosk(page, name) {
  const found = [...(await pageFinds(page)), ...(await axeFinds(page)), ...(await hardToHit(page, 64, 16))];
  const [size, text] = await smallestText(page);
  if (size < 26) found.push(`“${text}” is ${size} px high`);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (sideways > 0) found.push(`${sideways} px too wide`);
  note(page, name + ", at a kiosk", found);
}

// ---- visits

// Answers the page that is there, and sends it. `answers`: by question, the options to choose or
// the number to type; "no" or, where there is none, "not-sure" for others. Returns what was asked.
export async function answer(page, answers = {}) {
  const asked = await page.evaluate((answers) => {
    const asked = [];
    for (const group of document.querySelectorAll("main form fieldset")) {
      const inputs = [...group.querySelectorAll("input")];
      const first = inputs.find((one) => /^([qn]-|topic|where)/.test(one.name)) ?? inputs[0];
      const question = first.name.replace(/^[qn]-/, "");
      asked.push(question);
      const wanted = [answers[question] ?? []].flat().map(String);
      const number = group.querySelector("input[inputmode]");
      if (number && wanted.length) { number.value = wanted[0]; continue; }
      const can = (value) => inputs.find((one) => one.value === value);
      const choose = wanted.length ? wanted : [["no", "none", "not-sure", ""].find(can) ?? first.value];
      for (const value of choose) can(value).checked = true;
    }
    return asked;
  }, answers);
  await Promise.all([page.waitForEvent("domcontentloaded"), page.locator("main .go .primary").first().click()]);
  return asked;
}

export async function begin(page, address, to = "interview") {
  await page.goto(address + "/");
  await Promise.all([page.waitForEvent("domcontentloaded"), page.locator(`form:has(input[name=to][value=${to}]) button`).click()]);
}

export const at = (page) => new URL(page.url()).pathname.split("/").slice(3).join("/");

// From where it stands to the result; `each` is called on every page before it is answered.
export async function toResult(page, answers, each = async () => {}) {
  for (let i = 0; i < 60; ++i) {
    if (at(page) === "result") return;
    await each(at(page));
    await answer(page, answers);
  }
  throw new Error("no result after 60 pages");
}

export const healthy = { "for-whom": "me", age: "40", where: "uk" };
