/* Lighthouse's reports on pages, as JSON: node lighthouse.mjs < {"chromium", "args", "patience", "addresses"}.
   One browser for all, each page as a phone and as a desktop shows it. No server is asked for anything late (another
   test's business), so that a quarter of a second without a request or work is enough; nor is a picture needed. */

import { readFileSync } from "node:fs";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const { chromium, args, patience, addresses } = JSON.parse(readFileSync(0, "utf8"));
const settings = {
  onlyCategories: ["accessibility", "best-practices"],
  maxWaitForLoad: patience,
  pauseAfterFcpMs: 0,
  pauseAfterLoadMs: 250,
  networkQuietThresholdMs: 250,
  cpuQuietThresholdMs: 250,
  disableFullPageScreenshot: true,
};
const browser = await launch({
  chromePath: chromium,
  chromeFlags: ["--headless=new", ...args],
  maxConnectionRetries: patience / 500,
});
const reports = [];
for (const address of addresses) {
  for (const [device, config] of Object.entries({ phone: undefined, desktop: desktopConfig })) {
    const { lhr } = await lighthouse(address, { ...settings, port: browser.port }, config);
    reports.push({ address, device, report: lhr });
  }
}
browser.kill();
process.stdout.write(JSON.stringify(reports));
