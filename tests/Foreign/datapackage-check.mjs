// Validates data packages with the public validators: node datapackage-check.mjs FOLDER…
// The descriptor must be a Tabular Data Package and satisfy the Fiscal Data Package's schema; every row of every resource must fit its Table Schema.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const { Package, Profile } = require('datapackage');

let bad = 0;
const fail = message => { bad++; console.error(message); };
for (const folder of process.argv.slice(2)) {
  const descriptor = JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8'));
  const fiscal = (await Profile.load('fiscal-data-package')).validate(descriptor);
  if (!fiscal.valid) for (const error of fiscal.errors) fail(`${folder}: fiscal-data-package: ${error.message}`);
  const pack = await Package.load(descriptor, { basePath: folder, strict: false });
  for (const error of pack.errors) fail(`${folder}: ${error.message}`);
  let rows = 0;
  for (const resource of pack.resources) {
    if (!resource.tabular) fail(`${folder}: ${resource.name} is not tabular`);
    try {
      rows += (await resource.read({ keyed: true })).length;
    } catch (error) {
      for (const one of error.multiple ? error.errors : [error]) fail(`${folder}: ${resource.name}: ${one.message}`);
    }
  }
  console.log(`${descriptor.name}: ${pack.resources.length} resources, ${rows} rows, profile ${pack.profile.name}`);
}
process.exit(bad ? 1 : 0);
