// Looks at a published site as its readers do, in a real Chromium: valid HTML, no accessibility violation on any kind of
// page, nothing wider than the narrowest phone, no request but to the site, nothing the browser complains of.
//   node site-pages.mjs ADDRESS PAGE…     pages relative to the address; the last line is a summary
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const [address, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
// Left out: how long a title may be and how a telephone number is spaced are no questions of validity.
const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'long-title': 'off', 'tel-non-breaking': 'off', 'no-trailing-whitespace': 'off', 'doctype-style': 'off' } });
const problems = [];
// Every rule at the desk; in the dark and on a phone what can differ there.
const looks = [
  { name: 'desktop', viewport: { width: 1360, height: 900 }, run: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } },
  { name: 'dark', viewport: { width: 1360, height: 900 }, colorScheme: 'dark', run: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } },
  { name: 'phone', viewport: { width: 320, height: 640 }, run: { type: 'rule', values: ['target-size', 'scrollable-region-focusable', 'color-contrast'] } },
];

for (const look of looks) {
  // The tester's own script is let in; that the pages may run none is checked apart, from their policy.
  const context = await browser.newContext({ ...look, bypassCSP: true });
  for (const path of pages) {
    const page = await context.newPage();
    page.on('request', request => {
      if (!request.url().startsWith(address)) problems.push(`${path}: asks for ${request.url()}`);
    });
    page.on('console', message => {
      if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) problems.push(`${path} (${look.name}): ${message.text()}`);
    });
    const answer = await page.goto(address + path);
    if (answer.status() !== 200) problems.push(`${path}: ${answer.status()}`);
    if (look.name === 'desktop') {
      const { results } = await validator.validateString(await answer.text());
      for (const { ruleId, message, line } of results.flatMap(r => r.messages)) problems.push(`${path}:${line}: ${ruleId}: ${message}`);
    }
    const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (width > 0) problems.push(`${path} (${look.name}): ${width} px wider than the window`);
    await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
    await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
    const { violations } = await page.evaluate(runOnly => axe.run(document, { runOnly, resultTypes: ['violations'] }), look.run);
    for (const violation of violations) problems.push(`${path} (${look.name}): ${violation.id} ×${violation.nodes.length}: ${violation.nodes.slice(0, 2).map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? '')).join(' | ')}`);
    await page.close();
  }
  await context.close();
}

for (const problem of problems) console.log(problem);
console.log(`${pages.length} pages × ${looks.length} looks, ${problems.length} problems`);
await browser.close();
process.exit(problems.length === 0 ? 0 : 1);
