// A department's year from a platform: save, check, submit, and watch what becomes of it.
// usage: node year.mjs FILE      (an intake file, protos/budget/v1/disclosure.proto; npm install has run)
// in the environment: BUDGETS, PERFORMANCE, PUBLICATION (host:port), TOKEN (a preparer's of that department), PROTOS (default ../..)
// Prints one line of JSON for each step. It may be run again: what was done is not done twice.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import grpc from '@grpc/grpc-js'
import loader from '@grpc/proto-loader'

const protos = process.env.PROTOS ?? fileURLToPath(new URL('../..', import.meta.url))
// longs as text: fen of a large budget are beyond what a JavaScript number holds exactly.
const { budget: { v1 } } = grpc.loadPackageDefinition(loader.loadSync(
  ['budget/v1/budget_service.proto', 'budget/v1/performance_service.proto', 'budget/v1/disclosure_service.proto'],
  { includeDirs: [protos], longs: String, enums: String, defaults: true }))

// UNAVAILABLE is the one code that says: try again. round_robin spreads the calls over all addresses of a name (dns:///…).
const options = {
  'grpc.service_config': JSON.stringify({
    loadBalancingConfig: [{ round_robin: {} }],
    methodConfig: [{ name: [{}], retryPolicy: { maxAttempts: 5, initialBackoff: '0.2s', maxBackoff: '3s', backoffMultiplier: 2, retryableStatusCodes: ['UNAVAILABLE'] } }],
  }),
}
const client = (Service, address) => new Service(address, grpc.credentials.createInsecure(), options)
const budgets = client(v1.BudgetService, process.env.BUDGETS)
const performance = client(v1.PerformanceService, process.env.PERFORMANCE)
const disclosures = client(v1.DisclosureService, process.env.PUBLICATION)

const metadata = new grpc.Metadata()
metadata.set('authorization', `Bearer ${process.env.TOKEN}`)
const call = (service, method, request) => new Promise((done, failed) =>
  service[method](request, metadata, { deadline: Date.now() + 30_000 }, (error, answer) => (error ? failed(error) : done(answer))))
const say = (step, what) => console.log(JSON.stringify({ step, ...what }))
const otherwise = (code, instead) => error => {
  if (error.code !== code) throw error
  return instead
}

// The same figures have the same id, so a repeat of the call is harmless; other figures are another call.
function requestId(what, content) {
  const hex = createHash('sha256').update(what).update(JSON.stringify(content)).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const file = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const { code: department, districtCode } = file.department
const { year } = file

// 1 Save: whole, as often as you like; expectedRevision says from which revision these figures are made.
const knownBudget = await call(budgets, 'getBudget', { department, year }).catch(otherwise(grpc.status.NOT_FOUND, null))
const saved = await call(budgets, 'saveBudget', { budget: file.budget, expectedRevision: knownBudget?.revision.revision ?? 0, requestId: requestId('budget', file.budget) })
say('saved', { what: 'budget', revision: saved.revision.revision, findings: saved.report.findings.length })
const knownTargets = await call(performance, 'getTargets', { department, year }).catch(otherwise(grpc.status.NOT_FOUND, null))
const targets = await call(performance, 'saveTargets', { targets: file.targets, expectedRevision: knownTargets?.revision.revision ?? 0, requestId: requestId('targets', file.targets) })
say('saved', { what: 'targets', revision: targets.revision.revision, findings: targets.report.findings.length })

// 2 Open the year. Somebody may have done so before.
const opened = await call(disclosures, 'openDisclosure', { department, year }).catch(otherwise(grpc.status.ALREADY_EXISTS, null))
const name = opened?.disclosure.name ?? `districts/${districtCode}/departments/${department}/disclosures/${year}/versions/1`
say('opened', { name })

// 3 Check: the whole rule book; nothing is changed. Errors block a submission, warnings want a sentence each.
const { report } = await call(disclosures, 'checkDisclosure', { name })
const open = severity => report.findings.filter(f => f.severity === severity && !f.accepted)
const [errors, warnings] = [open('SEVERITY_ERROR'), open('SEVERITY_WARNING')]
for (const { rule, place, message, found, expected } of errors) say('error', { rule, place, message, found, expected })
say('checked', { errors: errors.length, warnings: warnings.length })
if (errors.length > 0) process.exit(1)

// 4 Watch, from before the submission on, so that nothing is missed.
const watch = disclosures.watchDisclosures({ department, year, includeCurrent: true }, metadata)
const submitted = new Promise((done, failed) => {
  watch.on('data', change => {
    say('watched', { state: change.disclosure.state, action: change.entry?.action ?? '' })
    if (change.disclosure.state !== 'DISCLOSURE_STATE_DRAFT') done()
  })
  watch.on('error', failed)
})

// 5 Submit: both revisions are pinned. The etag is the state that was looked at; somebody else's move in between is ABORTED.
const { disclosure } = await call(disclosures, 'getDisclosure', { name })
if (disclosure.state === 'DISCLOSURE_STATE_DRAFT') {
  await call(disclosures, 'submitDisclosure', { name, etag: disclosure.etag, explanations: warnings.map(f => ({ fingerprint: f.fingerprint, text: '已核对原始凭证，数字无误。' })) })
  say('submitted', { name })
}
await submitted
watch.on('error', () => {})
watch.cancel()
for (const service of [budgets, performance, disclosures]) service.close()
