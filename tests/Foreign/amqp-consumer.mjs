// A platform's reader of our events that knows nothing of .NET: binds its own queue to an event's exchange by routing key,
// prints each message as one line of JSON and ends after the given number.
// usage: node amqp-consumer.mjs AMQP_URI EXCHANGE ROUTING_KEY COUNT
import amqp from 'amqplib'

const [uri, exchange, routingKey, count] = process.argv.slice(2)
const connection = await amqp.connect(uri)
const channel = await connection.createChannel()
await channel.checkExchange(exchange)
const { queue } = await channel.assertQueue('', { exclusive: true })
await channel.bindQueue(queue, exchange, routingKey)

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
