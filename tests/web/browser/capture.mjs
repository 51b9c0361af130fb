// One visit from the first page to paper, as pictures: capture.mjs FOLDER. Made anew with
//   tests/web/browser/run.sh build/peyer /tmp/browser --capture docs/kiosk
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { answer, at, begin, browse, healthy, serve, visitor } from "./support.mjs";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const [server, browser] = await Promise.all([serve("--locale", "uk", "--px-per-mm", "4.03"), browse()]);
const { page, leave } = await visitor(browser, server.address, { deviceScaleFactor: 0.5 });

const shot = (name) => page.screenshot({ path: `${folder}/${name}.png`, animations: "disabled" });
// With this part of the page at the top.
const shotFrom = async (part, name) => {
  await page.locator(part).first().evaluate((element) => element.scrollIntoView({ block: "start" }));
  await shot(name);
};

try {
  await page.goto(server.address + "/");
  await shot("first-page");
  await begin(page, server.address);
  await shot("about");
  const wanted = { medicines: ["nsaids"], symptoms: ["bloating"], "nsaid-use": "daily", "symptom-length": "months", ...healthy };
  const shown = new Set();
  for (let i = 0; i < 60 && at(page) !== "result"; ++i) {
    const kind = await page.evaluate(() => {
      const sets = document.querySelectorAll("main fieldset").length;
      if (sets > 1) return "warning-signs";
      if (document.querySelector("main input[inputmode]")) return "number";
      if (document.querySelector(".finder")) return "medicines";
      return "question";
    });
    if (!shown.has(kind) && i > 0) {
      shown.add(kind);
      await shot(kind);
      if (kind === "question") {
        await Promise.all([page.waitForEvent("domcontentloaded"), page.locator("main .go .primary").click()]);
        await shot("mistake");
      }
    }
    await answer(page, wanted);
  }
  await shot("result");
  await shotFrom("#touches", "explained");
  await page.locator("summary", { hasText: "As a picture" }).first().click();
  await page.waitForLoadState("networkidle");
  await shotFrom("img[src*='/how/']", "picture");
  await shotFrom("#home", "take-home");
  const visit = page.url().replace(/[^/]*$/, "");
  await page.goto(visit + "answers");
  await shot("answers");
  await page.goto(visit + "print");
  await shot("print");
  writeFileSync("printed.pdf", await page.pdf({ format: "A4" }));
  execFileSync("pdftoppm", ["-png", "-r", "65", "-f", "1", "-l", "1", "-singlefile", "printed.pdf", `${folder}/paper`]);
  await page.goto(visit + "ask");
  await shot("ask");
  await page.goto(visit + "result");
  await Promise.all([page.waitForURL("**/wiped"), page.locator("header .again button").click()]);
  await shot("wiped");

  await begin(page, server.address);
  while (at(page) !== "result") await answer(page, { ...healthy, "sign-heart": "yes" });
  await shot("emergency");
} finally {
  await leave().catch((error) => console.error(error.message));
  await browser.close();
  await server.stop();
}
