// Walks a published site as people do, in a real Chromium, by what they see and by keyboard: a citizen finds a department,
// understands its money, opens the explanation of a number, downloads, verifies and searches; an auditor compares two versions
// and two years and finds the correction. Prints a line for each step; the first step that fails ends it.
//   node site-walks.mjs ADDRESS DISTRICT YEAR DEPARTMENT-CODE DEPARTMENT-NAME WORDS-TO-SEARCH
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const [address, district, year, code, name, words] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const step = text => console.log(text);

// The citizen, on a phone.
{
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, acceptDownloads: true });
  const page = await context.newPage();
  await page.goto(address);
  assert.match(await page.title(), /部门预算公开/);
  step('citizen: the front page says whose budgets these are');

  await page.goto(`${address}${district}/${year}/index.html`);
  await page.getByRole('row', { name: new RegExp(code) }).getByRole('link', { name, exact: true }).click();
  await page.waitForURL(new RegExp(`/${code}/v\\d+/index.html`));
  const lead = await page.locator('.lead').textContent();
  assert.match(lead, /计划收入、支出各[\d,.]+万元/);
  const top = await page.locator('.lead').boundingBox();
  assert.ok(top.y < 740, `the answer stands ${Math.round(top.y)} px down`);
  step(`citizen: the answer is on the first screen: ${lead}`);

  assert.ok(await page.locator('svg.down').isVisible() && !(await page.locator('svg.across').isVisible()));
  await page.locator('#picture-flow summary').click();
  assert.ok(await page.locator('#picture-flow details table').isVisible());
  step('citizen: the flow of money is drawn for a phone, with its figures behind it');

  const cell = page.locator('#table-3 tr.sum td.n a').first();
  const figure = await cell.textContent();
  await cell.click();
  await page.waitForURL(/figures\/table-3\.html#/);
  const entry = page.locator('.e:target');
  assert.equal(await entry.locator('b').textContent(), figure);
  assert.match(await entry.textContent(), /各栏相加/);
  step(`citizen: ${figure} explains itself`);
  await entry.getByRole('link', { name: '原处' }).click();
  await page.waitForURL(/index\.html#/);

  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.files a[href="data/table-3.csv"]').evaluate(a => { a.setAttribute('download', ''); a.click(); })]);
  assert.equal(download.suggestedFilename(), 'table-3.csv');
  step('citizen: the table is downloaded');

  const listed = (await (await page.request.get(new URL('manifest.json', page.url()).href)).json()).files.find(f => f.path === 'data/table-3.csv');
  assert.equal(createHash('sha256').update(await readFile(await download.path())).digest('hex'), listed.sha256);
  await page.locator('.files').getByRole('link', { name: '怎样核验公开文件' }).click();
  await page.waitForURL(/\/verify\/index\.html/);
  assert.match(await page.locator('#file').textContent(), /sha256sum/);
  step('citizen: it is what the manifest says, and a page tells how to see that');

  await page.goto(`${address}${district}/${year}/search.html`);
  await page.getByRole('searchbox').fill(words);
  await page.locator('#found li a').first().waitFor({ timeout: 60_000 });
  assert.match(await page.locator('#state').textContent(), /找到 \d+ 份文件/);
  const hit = page.locator('#found li p + p a').first();
  assert.ok((await hit.textContent()).includes(words));
  await hit.click();
  await page.waitForURL(/\/v\d+\/index\.html/);
  step(`citizen: “${words}” is found and leads to its place`);
  await context.close();
}

// Without a script the search page still leads on.
{
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${address}${district}/${year}/search.html`);
  assert.ok(await page.locator('noscript').count() === 1 && !(await page.locator('form').isVisible()));
  assert.ok(await page.getByRole('link', { name, exact: true }).isVisible());
  step('citizen: without a script the list leads on');
  await context.close();
}

// By keyboard alone: skip link, then the links of the page in order, focus always to be seen.
{
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
  await page.goto(`${address}${district}/${year}/${code}/v1/index.html`);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  assert.ok((await page.locator('.skip').boundingBox()).x >= 0);
  await page.keyboard.press('Enter');
  assert.match(page.url(), /#main$/);
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const e = document.activeElement, r = e.getBoundingClientRect();
      return { name: e.textContent.trim() || e.getAttribute('aria-label'), inside: document.getElementById('main').contains(e), outline: getComputedStyle(e).outlineStyle, visible: r.width > 0 && r.height > 0 };
    });
    assert.ok(seen.inside && seen.name && seen.visible && seen.outline !== 'none', JSON.stringify(seen));
  }
  step('keyboard: the skip link leads to the content, every stop is named and to be seen');
  await page.close();
}

// The auditor, at a desk.
{
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
  await page.goto(`${address}${district}/departments/${code}/index.html`);
  const versions = page.locator('ol.versions li');
  assert.ok(await versions.count() >= 2, 'two versions are listed');
  assert.match(await versions.first().textContent(), /更正原因：/);
  step(`auditor: ${(await versions.first().textContent()).trim()}`);
  await versions.first().getByRole('link').click();
  await page.waitForURL(/\/v2\/index\.html/);
  assert.match(await page.locator('.notice').first().textContent(), /本版为第1版的更正/);
  await page.goto(`${address}${district}/${year}/${code}/v1/index.html`);
  assert.match(await page.locator('.notice').first().textContent(), /已由第2版替代/);
  step('auditor: each version names the other');
  const corrected = await browser.newPage({ viewport: { width: 1360, height: 900 } });
  await corrected.goto(`${address}${district}/${year}/${code}/v2/figures/table-9.html`);
  const entries = corrected.locator('.e', { hasText: '本版更正' });
  assert.ok(await entries.count() > 0);
  step(`auditor: ${(await entries.first().textContent()).match(/第1版此处为.*?本版更正。/)[0]}`);
  await corrected.goto(`${address}${district}/${year}/compare.html`);
  assert.ok(await corrected.locator('table').last().getByRole('rowheader', { name }).isVisible());
  step('auditor: the departments stand beside each other');

  await corrected.goto(`${address}${district}/${year}/${code}/v2/changes.html`);
  assert.match(await corrected.locator('main').textContent(), /更正原因：/);
  assert.ok(await corrected.locator('main tbody tr').count() > 0);
  step(`auditor: what the correction changed: ${(await corrected.locator('main tbody tr').first().textContent()).trim().replace(/\s+/g, ' ')}`);

  await corrected.goto(`${address}${district}/departments/201/index.html`);
  const years = corrected.locator('table').last();
  for (const one of ['2021年', year + '年']) assert.match(await years.getByRole('row', { name: one }).textContent(), /[\d,]+\.\d\d/);
  step('auditor: a department\'s years stand beside each other');
  await corrected.close();
  await page.close();
}

// How long a phone on a slow line waits for something to read.
{
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6 * 1024 * 1024 / 8, uploadThroughput: 750 * 1024 / 8 });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(`${address}${district}/${year}/${code}/v2/index.html`);
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  step(`phone on a slow line (150 ms, 1.6 Mbit/s, processor a quarter as fast): first paint after ${Math.round(paint)} ms`);
  await context.close();
}

await browser.close();
