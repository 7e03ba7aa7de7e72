// node follow.mjs ioredis|redis SENTINEL_PORT MASTER_PID: writes, kills the master, and writes until it works again.
import { setTimeout as pause } from 'node:timers/promises';

const [library, port, masterPid] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const sentinels = [{ host: '127.0.0.1', port }];

async function connect() {
  if (library === 'ioredis') {
    const { default: Redis } = await import('ioredis');
    const client = new Redis({ sentinels, name: 'mymaster', maxRetriesPerRequest: null });
    client.on('error', () => {});
    return { set: (key, value) => client.set(key, value), close: () => client.disconnect() };
  }
  const { createSentinel } = await import('redis');
  const client = createSentinel({ name: 'mymaster', sentinelRootNodes: sentinels, scanInterval: 500 });
  client.on('error', () => {});
  await client.connect();
  return { set: (key, value) => client.set(key, value), close: () => client.destroy() };
}

const client = await connect();
await client.set('key', 'before');
process.kill(masterPid, 'SIGKILL');

const deadline = Date.now() + 60_000;
for (;;) {
  try {
    await Promise.race([
      client.set('key', 'after'),
      pause(5_000).then(() => Promise.reject(new Error('no answer'))),
    ]);
    break;
  } catch (error) {
    if (Date.now() > deadline) {
      console.error(error);
      process.exit(1);
    }
    await pause(200);
  }
}
client.close();
process.exit(0);
