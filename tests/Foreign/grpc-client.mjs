// A client that is not .NET. It knows the server's address and the reflection proto, and learns everything else from the server.
// Prints one JSON object; Rpc.Tests/ForeignClientTests.cs asserts it.  usage: node grpc-client.mjs HOST:PORT
import { fileURLToPath } from 'node:url';
import { once } from 'node:events';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import 'protobufjs/ext/descriptor/index.js';

const address = process.argv[2];
const credentials = grpc.credentials.createInsecure();
const protos = fileURLToPath(new URL('../../protos', import.meta.url));
const deadline = () => ({ deadline: Date.now() + 10_000 });

const known = grpc.loadPackageDefinition(
  protoLoader.loadSync('grpc/reflection/v1/reflection.proto', { includeDirs: [protos], keepCase: true, oneofs: true }));

async function reflect(question) {
  const client = new known.grpc.reflection.v1.ServerReflection(address, credentials);
  const call = client.ServerReflectionInfo(deadline());
  call.write(question);
  const [answer] = await once(call, 'data');
  call.end();
  await once(call, 'end');
  client.close();
  return answer;
}

// A FileDescriptorSet is a list of files under field 1: the pieces need only be put one after the other.
async function descriptors(symbol) {
  const answer = await reflect({ file_containing_symbol: symbol });
  if (answer.error_response) throw new Error(answer.error_response.error_message);
  const writer = protobuf.Writer.create();
  for (const file of answer.file_descriptor_response.file_descriptor_proto) writer.uint32(10).bytes(file);
  return Buffer.from(writer.finish());
}

const unary = (client, method, request) => new Promise(resolve =>
  client[method](request, new grpc.Metadata(), deadline(), (error, answer) => resolve({ error, answer })));

const services = (await reflect({ list_services: '' })).list_services_response.service.map(s => s.name);

const set = await descriptors('echo.v1.EchoService');
const { echo } = grpc.loadPackageDefinition(protoLoader.loadFileDescriptorSetFromBuffer(set, { keepCase: true, longs: String }));
const client = new echo.v1.EchoService(address, credentials);

const details = protobuf.Root.fromDescriptor(await descriptors('google.rpc.BadRequest'));
const statuses = protobuf.Root.fromDescriptor(await descriptors('google.rpc.Status'));

function rich(error) {
  const bytes = error.metadata.get('grpc-status-details-bin')[0];
  const status = statuses.lookupType('google.rpc.Status').decode(bytes);
  return {
    code: error.code,
    message: error.details,
    details: status.details.map(any => {
      const name = any.type_url.split('/').pop();
      return { type: name, ...details.lookupType(name).toObject(details.lookupType(name).decode(any.value)) };
    }),
  };
}

const { answer } = await unary(client, 'Echo', { text: '部门预算' });

const collecting = new Promise((resolve, reject) => {
  const call = client.Collect(new grpc.Metadata(), deadline(), (error, a) => error ? reject(error) : resolve(a));
  for (const text of ['a', 'b', 'c']) call.write({ text });
  call.end();
});
const expanded = [];
for await (const message of client.Expand({ text: 'x', count: 5 }, deadline())) expanded.push(message.count);
const chat = client.Chat(deadline());
const chatted = [];
for (const text of ['one', 'two']) {
  chat.write({ text });
  const [message] = await once(chat, 'data');
  chatted.push(message.text);
}
chat.end();
await once(chat, 'end');

const late = await new Promise(resolve =>
  client.Echo({ mode: 'wait' }, new grpc.Metadata(), { deadline: Date.now() + 300 }, error => resolve(error.code)));

const out = {
  services,
  echo: answer.text,
  collected: (await collecting).text,
  expanded,
  chatted,
  late,
  violations: rich((await unary(client, 'Echo', { mode: 'violations', count: 2 })).error),
  findings: rich((await unary(client, 'Echo', { mode: 'findings' })).error),
  unexpected: (await unary(client, 'Echo', { mode: 'throw' })).error.code,
  manyViolations: rich((await unary(client, 'Echo', { mode: 'violations', count: 1000 })).error).details[0].field_violations.length,
};
client.close();
console.log(JSON.stringify(out));
