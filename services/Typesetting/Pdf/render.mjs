// Typesets documents for the service that started it: a request is a length (4 bytes, big-endian) and a composed document as
// JSON; an answer is 0 and a PDF, or 1 and why there is none, each with its length before it. It ends when its input ends, or when
// it was asked for nothing for a while.
import { readFileSync, readdirSync, writeFileSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const tool = process.argv[2] ?? here;
const fonts = join(tool, 'fonts');

// Only the fonts that came with the tool: with the system's, a page would look different from machine to machine.
const settings = join(mkdtempSync(join(tmpdir(), 'budget-pdf-')), 'fonts.conf');
writeFileSync(settings, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</dir></fontconfig>`);
process.env.FONTCONFIG_FILE = settings;

const { NodeCompiler } = createRequire(join(tool, 'package.json'))('@myriaddreamin/typst-ts-node-compiler');
const compiler = NodeCompiler.create({ workspace: here });
const template = readFileSync(join(here, 'document.typ'), 'utf8');
const covered = readdirSync(fonts).filter(f => f.endsWith('.ttf')).map(f => characters(readFileSync(join(fonts, f))));

/** The characters a TrueType font has: the groups of its cmap's subtable of format 12. */
function characters(font) {
  const groups = [];
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const record = 12 + 16 * i;
    if (font.toString('latin1', record, record + 4) !== 'cmap') continue;
    const cmap = font.readUInt32BE(record + 8);
    for (let j = 0; j < font.readUInt16BE(cmap + 2); j++) {
      const table = cmap + font.readUInt32BE(cmap + 8 + 8 * j);
      if (font.readUInt16BE(table) !== 12) continue;
      for (let g = 0; g < font.readUInt32BE(table + 12); g++) groups.push([font.readUInt32BE(table + 16 + 12 * g), font.readUInt32BE(table + 20 + 12 * g)]);
      break;
    }
  }
  return c => {
    let low = 0, high = groups.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (c < groups[middle][0]) high = middle - 1; else if (c > groups[middle][1]) low = middle + 1; else return true;
    }
    return false;
  };
}

/** What no font has is printed as the mark typesetters leave for a missing character; the data files have the character itself. */
const printable = text => text.replace(/[^\x00-\x7f]/gu, c => c === '☑' || covered.every(has => has(c.codePointAt(0))) ? c : c === '☐' ? '□' : '〓');

function render(json) {
  const compiled = compiler.compile({ mainFileContent: template, inputs: { document: JSON.stringify(JSON.parse(json, (_, value) => typeof value === 'string' ? printable(value) : value)) } });
  if (compiled.hasError()) throw new Error(JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics ?? 'not compiled'));
  const pdf = compiler.pdf(compiled.result, { pdfStandard: 'ua-1' });
  compiler.evictCache(2);
  return pdf;
}

const PATIENCE = 60_000;
let idle = setTimeout(() => process.exit(0), PATIENCE);
let pending = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  clearTimeout(idle);
  pending = Buffer.concat([pending, chunk]);
  while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32BE(0)) {
    const end = 4 + pending.readUInt32BE(0);
    let status = 0, answer;
    try {
      answer = render(pending.toString('utf8', 4, end));
    } catch (error) {
      status = 1;
      answer = Buffer.from(String(error?.message ?? error).slice(0, 2000));
    }
    pending = pending.subarray(end);
    const head = Buffer.alloc(5);
    head.writeUInt8(status, 0);
    head.writeUInt32BE(answer.length, 1);
    process.stdout.write(Buffer.concat([head, answer]));
  }
  if (pending.length === 0) idle = setTimeout(() => process.exit(0), PATIENCE);
}
clearTimeout(idle);
