// What the platform's user must not do. Prints one line for each attempt; ends with 1 if one is allowed.
// usage: node refused.mjs AMQP_URI   (amqplib is found where tests/Foreign installed it)
import { createRequire } from 'node:module'

const amqp = createRequire(new URL('../../tests/Foreign/package.json', import.meta.url))('amqplib')
const connection = await amqp.connect(process.argv[2])
let allowed = 0

async function mustFail(what, attempt) {
  const channel = await connection.createConfirmChannel()
  const closed = new Promise(resolve => channel.once('error', resolve))
  // A publish is refused by closing the channel and not by an answer to it.
  const answer = await Promise.race([closed, attempt(channel).then(() => null, error => error)])
  if (answer?.code === 403) console.log(`  refused: ${what}`)
  else {
    allowed++
    console.log(`  NOT REFUSED: ${what}: ${answer ?? 'allowed'}`)
  }
}

await mustFail('publishing an approval', channel => new Promise((done, failed) =>
  channel.publish('budget.disclosure-approved', 'shili.101', Buffer.from('{}'), {}, error => (error ? failed(error) : done()))))
await mustFail("taking a service's messages", channel => channel.consume('budget.publication.on-disclosure-approved', () => {}))
await mustFail("deleting a service's queue", channel => channel.deleteQueue('budget.publication.on-disclosure-approved'))
await mustFail('deleting an exchange', channel => channel.deleteExchange('budget.disclosure-approved'))
await mustFail('taking unclaimed events', channel => channel.consume('budget.unclaimed', () => {}))
await connection.close()
process.exit(allowed === 0 ? 0 : 1)
