// What the walks at the desk share: a real Chromium, people who sit down, axe on a page.
import assert from 'node:assert/strict';
import { readFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const desktop = { width: 1280, height: 900 }, phone = { width: 390, height: 844 }, narrow = { width: 320, height: 640 };
export const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
export const step = text => console.log(text);

/** A person at the desk of ADDRESS: a page that is signed in. Any request to elsewhere, and any violation of the policy, ends the walk. */
export async function sit(address, who, options = {}) {
  const context = await browser.newContext({ viewport: desktop, ...options });
  const page = await context.newPage();
  const issues = [];
  page.on('console', message => { if (message.type() === 'error' && !/status of (401|403|404|409|422|503)/.test(message.text())) issues.push(message.text()); });
  page.on('pageerror', error => issues.push(String(error)));
  await page.goto(`${address}signin?as=${who}`);
  page.issues = issues;
  return page;
}

/** No violation of WCAG 2.2 A and AA; nothing wider than the page; the script of axe is brought in past the policy, which holds for everything else. */
export async function clean(page, what) {
  const session = await page.context().newCDPSession(page);
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression: `${axe};axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(r => JSON.stringify(r.violations.map(v => [v.id, v.nodes.map(n => n.target.join(' ') + ' ' + n.failureSummary).slice(0, 3)])))`, awaitPromise: true, returnByValue: true });
  assert.ok(!exceptionDetails, JSON.stringify(exceptionDetails));
  assert.equal(result.value, '[]', `${what}: ${result.value}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${what}: ${wide} px wider than the screen`);
  assert.deepEqual(page.issues ?? [], [], what);
  await session.detach();
}

/** Pictures of a page at desk and phone, light and dark, into FOLDER where one is given. */
export async function pictures(page, name) {
  const folder = process.env.DESK_PICTURES;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  for (const [size, viewport] of [['desk', desktop], ['phone', phone]]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(desktop);
}

/** As above: a desk in the light, a phone in the dark, and nothing lost on the narrowest screen. */
export async function everywhere(page, what) {
  for (const [viewport, colorScheme] of [[desktop, 'light'], [phone, 'dark']]) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await clean(page, `${what} at ${viewport.width} ${colorScheme}`);
  }
  await page.setViewportSize(narrow);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${what} at 320: ${wide} px wider than the screen`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(desktop);
  await pictures(page, what.replace(/\W+/g, '-'));
}
