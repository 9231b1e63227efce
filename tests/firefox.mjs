/* Opens pages in Firefox and prints, as JSON, what an expression says in each: node firefox.mjs < {"firefox", "jobs"}.
   A job has an address, a width, a scheme, the expression, and one that is true when the page is `ready`; if it names a
   file `paper`, the page is printed there as well.
   Playwright cannot drive Debian's Firefox; Puppeteer can. */

import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const SCHEME = "layout.css.prefers-color-scheme.content-override"; // the scheme can only be set for a whole browser
const PATIENCE = 600_000; // milliseconds, for busy machines
const { firefox, jobs } = JSON.parse(readFileSync(0, "utf8"));
const answers = [];

for (const [value, scheme] of ["dark", "light"].entries()) {
  if (!jobs.some((job) => job.scheme === scheme)) continue;
  const browser = await puppeteer.launch({
    browser: "firefox",
    timeout: PATIENCE,
    protocolTimeout: PATIENCE,
    executablePath: firefox,
    extraPrefsFirefox: { [SCHEME]: value },
  });
  for (const job of jobs.filter((job) => job.scheme === scheme)) {
    const page = await browser.newPage();
    await page.setViewport({ width: job.width, height: 900 }).catch((error) => {
      // Set by then; an older Firefox cannot turn the screen, which nothing here asks for.
      if (!`${error}`.includes("setScreenOrientationOverride")) throw error;
    });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(job.address, { waitUntil: "load" });
    await page.evaluate("document.fonts.ready.then(() => true)");
    await page.waitForFunction(job.ready);
    if (job.paper) await page.pdf({ path: job.paper, format: "A4" });
    answers.push({ ...job, answer: await page.evaluate(job.expression) });
    await page.close();
  }
  await browser.close();
}
process.stdout.write(JSON.stringify(answers));
