// An approver's day at the desk, in a real Chromium: on a desktop and a phone, with a script and without, by keyboard, and when the draft changes under them.
//   node desk-approver.mjs DESK-ADDRESS APPROVER APPROVER-WITH-NOTHING-OPEN ANOTHER
import assert from 'node:assert/strict';
import { browser, everywhere, sit, step, phone } from './desk.mjs';

const [address, who, clear, another] = process.argv.slice(2);
{
  const page = await sit(address, who);
  assert.match(page.url(), /\/approvals$/);
  assert.match(await page.title(), /^\d+ 份待审定/);
  assert.match(await page.locator('.sentence').first().textContent(), /份等您审定：\d+ 份要您拿主意/);
  await everywhere(page, 'approver queue');
  step(`approver: ${(await page.locator('.sentence').first().textContent()).trim()}`);

  // By keyboard: the first stop is the skip link, J goes from one disclosure to the next, / to the filter.
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('j');
  assert.ok(await page.evaluate(() => document.activeElement.closest('[data-stop]')));
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
  await page.keyboard.type('j');
  assert.equal(await page.locator('#q').inputValue(), 'j', 'a key inside a field is typed');
  step('approver: walks the queue by keyboard');

  await page.goto(`${address}approvals`);
  await page.getByRole('link', { name: /\d+ 处变了/ }).first().click();
  await page.waitForURL(/view=since/);
  assert.match(await page.locator('.sentence').first().textContent(), /自您.*看过第\d+稿，有 \d+ 处变了/);
  assert.match(await page.locator('#figures + table').textContent(), /2050202 小学教育/);
  assert.match(await page.locator('main').textContent(), /另有 \d+ 格是跟着变的/);
  assert.ok(await page.locator('ins').count() > 0 && await page.locator('del').count() > 0, 'the words are struck and underlined');
  await everywhere(page, 'approver review since');
  step(`approver: ${(await page.locator('.sentence').first().textContent()).trim()}`);
  for (const view of ['year', 'full', 'history']) {
    await page.goto(page.url().replace(/view=\w+/, `view=${view}`));
    await everywhere(page, `approver review ${view}`);
  }
  step('approver: last year, the full text and the history are a tab away');

  // Pressed too early the button explains, and nothing is lost.
  await page.goto(page.url().replace(/view=\w+/, 'view=since'));
  await page.getByRole('radio', { name: /退回整份/ }).check();
  await page.getByRole('button', { name: '就这样定' }).click();
  assert.match(await page.locator('[role=alert]').textContent(), /请写退回的原因/);
  assert.ok(await page.getByRole('radio', { name: /退回整份/ }).isChecked());
  await everywhere(page, 'approver refused');
  step('approver: a return without a reason is explained');

  // A second person at the same disclosure decides first.
  const reason = '请补充满意度的样本数';
  await page.getByLabel('退回的原因').fill(reason);
  const other = await sit(address, who);
  await other.goto(page.url());
  await other.getByRole('radio', { name: /退回整份/ }).check();
  await other.getByLabel('退回的原因').fill('项目绩效请写依据');
  await other.getByRole('button', { name: '就这样定' }).click();
  await other.waitForURL(/\/done$/);
  await everywhere(other, 'approver done');
  await page.getByRole('button', { name: '就这样定' }).click();
  assert.match(await page.locator('[role=alert]').textContent(), /没有记下您的决定/);
  await everywhere(page, 'approver changed meanwhile');
  await page.goto(other.url().replace('/done', ''));
  assert.match(await page.locator('main').textContent(), /您上次写的还在/);
  step('approver: two at once: one decides, the other is told, and what was typed is kept');
  await other.goto(`${address}approvals/returned`);
  assert.match(await other.locator('main').textContent(), /项目绩效请写依据/);
  await everywhere(other, 'approver returned');
  await other.context().close();
  await page.context().close();
}

// Without a script, on a phone: several at once, and one by itself.
{
  const page = await sit(address, clear, { viewport: phone, javaScriptEnabled: false });
  await page.getByRole('button', { name: '审定所选…' }).click();
  assert.match(await page.locator('h1').textContent(), /还没有选/);
  await page.goto(`${address}approvals`);
  await page.locator('input[name=pick]').first().check();
  await page.getByRole('button', { name: '审定所选…' }).click();
  assert.match(await page.locator('h1').textContent(), /审定这 1 份？/);
  assert.match(await page.locator('main').textContent(), /第\d+稿 [0-9a-f]{4} [0-9a-f]{4}/);
  await page.getByRole('button', { name: '审定这 1 份' }).click();
  assert.match(await page.locator('h1').textContent(), /已审定 1 份/);
  step('approver: without a script what is ticked is approved, each draft named by its hash');
  await page.context().close();
}
{
  const page = await sit(address, another, { viewport: phone, javaScriptEnabled: false });
  await page.locator('tbody th a').first().click();
  await page.getByRole('radio', { name: /^审定/ }).check();
  await page.getByRole('button', { name: '就这样定' }).click();
  await page.waitForURL(/\/done$/);
  assert.match(await page.locator('h1').textContent(), /已审定/);
  step('approver: approves one on a phone, without a script');
  await page.context().close();
}
await browser.close();
