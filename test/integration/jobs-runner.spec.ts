import { Injectable, type Type } from '@nestjs/common';
import { JobHandler } from '@app/jobs';
import { startJobs, Recorder, TEST_HANDLERS } from '../support/job-fixtures';
import { createDatabase } from '../support/test-database';

const On = JobHandler as unknown as (name: string) => ClassDecorator;

@On('echo')
@Injectable()
class SecondEcho {}

@On('forgotten')
@Injectable()
class OfNoJob {}

describe('a worker', () => {
  let url: string;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    ({ url, drop } = await createDatabase());
  });
  afterAll(() => drop());

  const start = (handlers: Type[]) =>
    startJobs({ databaseUrl: url }, { recorder: new Recorder('a'), handlers });

  it('does not start when jobs have no handler, two handlers, or a handler is of no job, and names them all', async () => {
    const [, ...withoutEcho] = TEST_HANDLERS;
    await expect(start(withoutEcho)).rejects.toThrow("no class has @JobHandler('echo')");
    await expect(start([...TEST_HANDLERS, SecondEcho])).rejects.toThrow(
      '"echo" has 2 handlers: EchoHandler, SecondEcho',
    );
    await expect(start([...withoutEcho, OfNoJob])).rejects.toThrow(
      /no class has @JobHandler\('echo'\)\n.*OfNoJob handles "forgotten", which is no known job/,
    );
  });

  it('starts with one handler for each job', async () => {
    const worker = await start(TEST_HANDLERS);
    await worker.close();
  });
});
