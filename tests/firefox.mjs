/* Opens pages in Firefox and prints, as JSON, what an expression says in each: node firefox.mjs < {"firefox", "jobs"}.
   A job has an address, a width, a scheme and an expression. Playwright cannot drive Debian's Firefox; Puppeteer can. */

import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const SCHEME = "layout.css.prefers-color-scheme.content-override"; // the scheme can only be set for a whole browser
const { firefox, jobs } = JSON.parse(readFileSync(0, "utf8"));
const answers = [];

for (const [value, scheme] of ["dark", "light"].entries()) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: firefox,
    extraPrefsFirefox: { [SCHEME]: value },
  });
  for (const job of jobs.filter((job) => job.scheme === scheme)) {
    const page = await browser.newPage();
    await page.setViewport({ width: job.width, height: 900 }).catch((error) => {
      // Set by then; an older Firefox cannot turn the screen, which nothing here asks for.
      if (!`${error}`.includes("setScreenOrientationOverride")) throw error;
    });
    await page.goto(job.address, { waitUntil: "load" });
    await page.evaluate("document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 500)))"); // at rest
    answers.push({ ...job, answer: await page.evaluate(job.expression) });
    await page.close();
  }
  await browser.close();
}
process.stdout.write(JSON.stringify(answers));
