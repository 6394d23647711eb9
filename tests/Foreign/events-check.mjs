// Is the description of the events what it claims to be? Parses the AsyncAPI document, compiles its JSON Schemas and holds the examples
// against them; with an earlier document, also says what of it no longer holds. Ends with 1 and a line for each fault.
// usage: node events-check.mjs ASYNCAPI.json [EARLIER.json]
import { readFileSync } from 'node:fs'
import { Parser } from '@asyncapi/parser'
import Ajv2020 from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

const [path, earlierPath] = process.argv.slice(2)
const text = readFileSync(path, 'utf8')
const document = JSON.parse(text)
const faults = []

const { diagnostics } = await new Parser().parse(text)
for (const { severity, code, message, path: where } of diagnostics) if (severity === 0) faults.push(`${where.join('.')}: ${code}: ${message}`)

const ajv = new Ajv2020.default({ strict: true, allErrors: true, allowUnionTypes: true })
formats.default(ajv)
ajv.addVocabulary(['components'])
ajv.addSchema({ $id: 'doc', components: document.components })
for (const [name, message] of Object.entries(document.components.messages)) {
  for (const part of ['payload', 'headers']) {
    try {
      const valid = ajv.compile({ $ref: `doc${message[part].$ref}` })
      for (const example of message.examples) if (!valid(example[part])) faults.push(`${name}: its example's ${part}: ${ajv.errorsText(valid.errors)}`)
    } catch (fault) {
      faults.push(`${name}: the schema of its ${part}: ${fault.message}`)
    }
  }
  if (message.examples.length === 0) faults.push(`${name} has no example`)
}

// What a reader of the earlier document relies on: nothing it reads goes, changes its type or may suddenly be absent or null.
function compare(where, earlier, now) {
  if (!now) return faults.push(`${where} is gone`)
  const types = schema => new Set([schema.type ?? []].flat())
  for (const type of types(now)) if (types(earlier).size > 0 && !types(earlier).has(type)) faults.push(`${where} may now be ${type}`)
  if (earlier.format !== now.format) faults.push(`${where} has another format: ${earlier.format} → ${now.format}`)
  for (const value of now.enum ?? []) if (earlier.enum && !earlier.enum.includes(value)) faults.push(`${where} may now be '${value}'`)
  for (const name of earlier.required ?? []) if (!now.required?.includes(name)) faults.push(`${where}.${name} may now be absent`)
  for (const [name, property] of Object.entries(earlier.properties ?? {})) compare(`${where}.${name}`, property, now.properties?.[name])
}
if (earlierPath) {
  const earlier = JSON.parse(readFileSync(earlierPath, 'utf8'))
  for (const [name, schema] of Object.entries(earlier.components.schemas)) compare(name, schema, document.components.schemas[name])
  for (const [name, channel] of Object.entries(earlier.channels)) if (document.channels[name]?.address !== channel.address) faults.push(`the channel ${name} is not what it was`)
}

for (const fault of faults) console.log(fault)
if (faults.length === 0) console.log(`${Object.keys(document.components.messages).length} messages, no fault`)
process.exit(faults.length === 0 ? 0 : 1)
