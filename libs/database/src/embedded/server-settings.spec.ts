import { serverSettings } from './server-settings';

const GB = 1024 ** 3;

describe('serverSettings', () => {
  it('fits the machine, within bounds', () => {
    const laptop = serverSettings({ memory: 8 * GB, cpus: 8, sharedMemory: 4 * GB }, 5432, false);
    expect(laptop).toMatchObject({ shared_buffers: '1024MB', work_mem: '16MB', max_parallel_workers: '8' });
    const tiny = serverSettings({ memory: GB / 4, cpus: 1, sharedMemory: null }, 5432, false);
    expect(tiny).toMatchObject({ shared_buffers: '64MB', work_mem: '4MB', max_parallel_workers: '2' });
    const big = serverSettings({ memory: 256 * GB, cpus: 64, sharedMemory: 128 * GB }, 5432, false);
    expect(big).toMatchObject({ shared_buffers: '2048MB', work_mem: '32MB' });
  });

  it('keeps parallel queries out of a /dev/shm that is too small for them', () => {
    const inContainer = serverSettings({ memory: 4 * GB, cpus: 2, sharedMemory: GB / 16 }, 5432, false);
    expect(inContainer).toMatchObject({ dynamic_shared_memory_type: 'mmap' });
    const onHost = serverSettings({ memory: 4 * GB, cpus: 2, sharedMemory: 2 * GB }, 5432, false);
    expect(onHost).not.toHaveProperty('dynamic_shared_memory_type');
  });

  it('gives up durability only when asked to be fast', () => {
    const machine = { memory: 4 * GB, cpus: 2, sharedMemory: 2 * GB };
    expect(serverSettings(machine, 5432, false)).not.toHaveProperty('fsync');
    expect(serverSettings(machine, 5432, true)).toMatchObject({ fsync: 'off', synchronous_commit: 'off' });
  });

  it('listens on this machine alone, at the port it was given', () => {
    const settings = serverSettings({ memory: GB, cpus: 1, sharedMemory: null }, 6543, false);
    expect(settings).toMatchObject({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      port: '6543',
    });
  });
});
