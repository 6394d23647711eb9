// A preparer's day at the desk, in a real Chromium: what is to be done, a table typed and checked, a second person at the same table, a sign-in that ends, sending.
//   node desk-preparer.mjs DESK-ADDRESS PREPARER COLLEAGUE
import assert from 'node:assert/strict';
import { browser, everywhere, sit, step, phone } from './desk.mjs';

const [address, who, colleague] = process.argv.slice(2);
const page = await sit(address, who);
assert.match(page.url(), /\/work\/\d+$/);
assert.match(await page.title(), /^错误 \d+、要说明 \d+/);
await everywhere(page, 'preparer start');
step(`preparer: ${(await page.locator('.sentence').first().textContent()).trim().replace(/\s+/g, ' ')}`);

await page.getByRole('link', { name: '接着填' }).click();
await page.waitForURL(/\/table\/\d+#table:/);
const table = page.url().split('#')[0];
assert.ok(await page.locator('tr.finding').count() > 0, 'the finding stands beneath its cell');
await everywhere(page, 'preparer table');
step(`preparer: ${(await page.locator('.found').first().textContent()).trim().replace(/\s+/g, ' ').slice(0, 120)}`);

// Typing: checked while one types, and told what moves before anything is saved.
const cells = page.locator('input[data-cell]');
const first = cells.first();
const before = await first.inputValue();
await first.fill('not a number');
await page.getByRole('button', { name: /^保存为/ }).click();
assert.match(await page.locator('[role=alert]').textContent(), /没有保存/);
assert.equal(await page.locator('input[data-cell]').first().inputValue(), 'not a number', 'it stays as typed');
await everywhere(page, 'preparer not saved');
await page.goto(table);
const figure = await cells.evaluateAll(all => all.findIndex(i => /^[\d,]+\.\d\d$/.test(i.value) && parseFloat(i.value.replaceAll(',', '')) > 100));
const cell = cells.nth(figure);
const old = await cell.inputValue(), typed = (parseFloat(old.replaceAll(',', '')) + 1).toFixed(2);
await cell.fill(typed);
await page.locator('#moves td').first().waitFor({ timeout: 60_000 });
assert.match(await page.locator('#moves').textContent(), /格改了，还没有保存/);
step(`preparer: while typing: ${(await page.locator('#moves h3 small').first().textContent()).trim()} move with it`);
await everywhere(page, 'preparer moves');
await cell.press('Escape');
assert.equal(await cell.inputValue(), old);
await cell.press('ArrowDown');
assert.notEqual(await page.evaluate(() => document.activeElement.id), await cell.getAttribute('id'));
step('preparer: arrows walk the column, Esc restores');

// A colleague saves first: what does not touch is laid together, what does is asked.
const other = await sit(address, colleague);
await other.goto(table);
await other.locator('input[data-cell]').nth(figure).fill((parseFloat(old.replaceAll(',', '')) + 2).toFixed(2));
await other.getByRole('button', { name: /^保存为/ }).click();
await other.waitForURL(/saved=\d+/);
await cell.fill(typed);
await page.getByRole('button', { name: /^保存为/ }).click();
assert.match(await page.locator('h1').textContent(), /两个人同时改/);
assert.equal(await page.locator('input[type=radio]:checked').count(), 0, 'nothing is chosen beforehand');
await everywhere(page, 'preparer merge');
await page.getByRole('radio', { name: '我的' }).check();
await page.getByRole('button', { name: /^按所选存为/ }).click();
await page.waitForURL(/saved=\d+/);
assert.equal(await page.locator('input[data-cell]').nth(figure).inputValue(), Number(typed).toLocaleString('en-US', { minimumFractionDigits: 2 }));
step('preparer: two at one cell are asked which to keep');
await page.locator('input[data-cell]').nth(figure).fill(old);
const stood = page.url();
await page.getByRole('button', { name: /^保存为/ }).click();
await page.waitForURL(url => url.href !== stood);
await other.context().close();

// The sign-in ends half-way: nothing typed is lost.
await page.goto(table);
await page.locator('input[data-cell]').nth(figure).fill(typed);
await page.context().clearCookies();
await page.getByRole('button', { name: /^保存为/ }).click();
assert.match(await page.locator('h1').textContent(), /登录过期了，键入的没丢/);
await everywhere(page, 'preparer signed out');
await page.goto(`${address}signin?as=${who}&back=${encodeURIComponent(new URL(table).pathname)}`);
assert.equal(await page.locator('input[data-cell]').nth(figure).inputValue(), typed);
await page.getByRole('button', { name: '放弃没有保存的' }).click();
step('preparer: the sign-in ended; what was typed stands where it stood');
await page.context().close();

// Without a script, on a phone: the suggested repair, the reasons, sending.
{
  const page = await sit(address, who, { viewport: phone, javaScriptEnabled: false });
  for (let left = 6; left > 0; left--) {
    await page.goto(`${address}work`);
    const next = page.getByRole('link', { name: '接着填' });
    if (!await next.count()) break;
    await next.click();
    const repair = page.locator('button[name=repair]').first();
    if (!await repair.count()) break;
    const stood = page.url();
    await repair.click();
    await page.waitForURL(url => url.href !== stood && url.search.includes('saved='));
  }
  await page.goto(`${page.url().replace(/\/work\/(\d+).*/, '/work/$1')}/check`);
  step(`preparer: after the repairs: ${(await page.locator('.facts').textContent()).trim().replace(/\s+/g, ' ')}`);
  await page.getByRole('button', { name: '送审', exact: true }).click();
  assert.match(await page.locator('[role=alert]').textContent(), /还不能送审|请先勾选/);
  for (const reason of await page.locator('textarea').all()) await reason.fill('按批复增加的专项工作，已核对合同和计划');
  await page.getByLabel(/我核对过/).check();
  await page.getByRole('button', { name: '送审', exact: true }).click();
  await page.waitForURL(/\/sent$/);
  assert.match(await page.locator('h1').textContent(), /已送审/);
  step('preparer: sends it on a phone, without a script');
  await page.getByRole('button', { name: '撤回' }).click();
  await page.waitForURL(/\/work\/\d+$/);
  step('preparer: and takes it back');
  await page.context().close();
}
await browser.close();
