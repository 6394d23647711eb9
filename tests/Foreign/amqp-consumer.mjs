// A platform's reader of our events that knows nothing of .NET: binds its own queue to the exchanges of events by routing key,
// prints each message as one line of JSON and ends after the given number.
// usage: node amqp-consumer.mjs AMQP_URI EXCHANGE[,EXCHANGE…] ROUTING_KEY COUNT
import amqp from 'amqplib'

const [uri, exchanges, routingKey, count] = process.argv.slice(2)
const connection = await amqp.connect(uri)
const channel = await connection.createChannel()

// The exchanges are the services' to declare, in moments after they start; a question that is answered no closes its channel.
async function declared(exchange) {
  for (let asked = 0; ; asked++) {
    const asking = await connection.createChannel()
    asking.on('error', () => {})
    try {
      await asking.checkExchange(exchange)
      return asking.close()
    } catch (refused) {
      if (asked === 150) throw refused
      await new Promise(resolve => setTimeout(resolve, 200))
    }
  }
}

const { queue } = await channel.assertQueue('', { exclusive: true })
for (const exchange of exchanges.split(',')) {
  await declared(exchange)
  await channel.bindQueue(queue, exchange, routingKey)
}

let left = Number(count)
await channel.consume(queue, async message => {
  const { messageId, type, timestamp, contentType } = message.properties
  const event = JSON.parse(message.content.toString('utf8'))
  console.log(JSON.stringify({ messageId, type, timestamp, contentType, routingKey: message.fields.routingKey, event }))
  channel.ack(message)
  if (--left === 0) {
    await connection.close()
  }
})
console.log('ready')
