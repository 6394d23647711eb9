// Receives a department's events into a queue of this platform's own, each once.
// usage: node receive.mjs QUEUE DISTRICT.DEPARTMENT FILE [COUNT]      (npm install has run)
// in the environment: AMQP (amqp://user:password@host:5672/budget; several, separated by commas, for a cluster)
// Prints "ready" once the queue is bound and one line of JSON for each event that took effect. Ends after COUNT effects; without it, never.
// FILE is a journal: a line for each event that took effect, written to the disk before the event is acknowledged.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import amqp from 'amqplib'

const events = ['budget-revised', 'targets-revised', 'disclosure-submitted', 'disclosure-returned', 'disclosure-approved', 'disclosure-published',
  'disclosure-superseded', 'disclosure-withheld', 'deadline-approaching', 'deadline-missed'].map(name => `budget.${name}`)
const [queue, key, path, count = Infinity] = process.argv.slice(2)
const uris = process.env.AMQP.split(',')

// The last line may be half: it was being written when the process died, and its event was not acknowledged.
const journal = (existsSync(path) ? readFileSync(path, 'utf8') : '').split('\n').slice(0, -1).map(line => JSON.parse(line))
const seen = new Set(journal.map(entry => entry.id))
const newest = new Map(journal.filter(entry => !entry.stale).map(entry => [entry.orderingKey, entry.sequence]))
const file = openSync(path, 'a')
let effects = 0

function handle({ messageId: id, type, headers }, event) {
  if (seen.has(id)) return null
  const orderingKey = headers['ordering-key']
  const sequence = Number(headers['cloudEvents:sequence'] ?? 0)
  if (!orderingKey || !event.department) throw new Error('not one of the events')
  // A repeat may come after a later event of the same disclosure: what is older than what is known changes no state.
  const stale = sequence < (newest.get(orderingKey) ?? 0)
  const effect = { id, type, department: event.department, year: event.year, stale, orderingKey, sequence }
  writeSync(file, JSON.stringify(effect) + '\n')
  fsyncSync(file)
  seen.add(id)
  if (!stale) newest.set(orderingKey, sequence)
  return effect
}

async function receive(uri) {
  const connection = await amqp.connect(uri)
  connection.on('error', () => {})
  const closed = new Promise(resolve => connection.once('close', resolve))
  const channel = await connection.createChannel()
  channel.on('error', error => console.error(error.message))
  // Quorum: it lives on several nodes. A classic queue is away with its node, and what comes meanwhile is lost to it.
  await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } })
  for (const exchange of events) {
    // Only asked for: the exchanges are the services' to declare.
    await channel.checkExchange(exchange)
    await channel.bindQueue(queue, exchange, key)
  }
  // So many are under way without an acknowledgement: enough to keep the line busy, few enough to come again after a crash.
  await channel.prefetch(50)
  await channel.consume(queue, message => {
    if (!message) return
    try {
      const effect = handle(message.properties, JSON.parse(message.content.toString('utf8')))
      if (effect) {
        effects++
        console.log(JSON.stringify(effect))
      }
    } catch (poison) {
      // It will not be better the next time: put it aside (here: tell it), and go on. Rejecting it would bring it back for ever.
      console.error(`put aside ${message.properties.messageId}: ${poison.message}`)
    }
    // Only now: the effect is on the disk. Acknowledged before, a crash in between loses the event.
    channel.ack(message)
    if (effects >= Number(count)) channel.close().then(() => connection.close())
  })
  console.log('ready')
  await closed
}

for (let turn = 0; effects < Number(count); turn++) {
  try {
    await receive(uris[turn % uris.length])
  } catch (gone) {
    console.error(`waiting for the broker: ${gone.message}`)
    await new Promise(resolve => setTimeout(resolve, 1000))
  }
}
closeSync(file)
