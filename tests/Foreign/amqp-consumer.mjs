// A platform's reader of our events that knows nothing of .NET: binds its own queue to the exchanges of events by routing key,
// prints each message as one line of JSON and ends after the given number.
// usage: node amqp-consumer.mjs AMQP_URI EXCHANGE[,EXCHANGE…] ROUTING_KEY COUNT
import amqp from 'amqplib'

const [uri, exchanges, routingKey, count] = process.argv.slice(2)
const connection = await amqp.connect(uri)
const channel = await connection.createChannel()
const { queue } = await channel.assertQueue('', { exclusive: true })
for (const exchange of exchanges.split(',')) {
  await channel.checkExchange(exchange)
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
