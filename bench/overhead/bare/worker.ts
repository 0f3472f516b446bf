// A worker with nothing but the bare loop. Arguments: address of the server, task queue, file of the bundle.
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { askItems } from './activities';

async function main(): Promise<void> {
  const [address = '', taskQueue = '', codePath = ''] = process.argv.slice(2);
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowBundle: { codePath },
    activities: { askItems },
  });
  const running = worker.run();
  console.log('bare worker listens');
  await running;
  await connection.close();
}

void main();
