import { GroupCommit } from './group-commit';

/** Commits that end when the test says so. */
function aCommit() {
  const groups: string[][] = [];
  const ends: { resolve: (results: (string | Error)[]) => void; reject: (error: Error) => void }[] = [];
  const commit = (items: string[]): Promise<(string | Error)[]> => {
    groups.push(items);
    return new Promise((resolve, reject) => ends.push({ resolve, reject }));
  };
  /** Ends the oldest commit that is under way. */
  const end = async (outcome?: Error | ((item: string) => string | Error)): Promise<void> => {
    const items = groups[groups.length - ends.length] as string[];
    const next = ends.shift();
    if (outcome instanceof Error) next?.reject(outcome);
    else next?.resolve(items.map(outcome ?? ((item) => `stored ${item}`)));
    // The next group starts one turn of the event loop later.
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  };
  return { groups, commit, end };
}

const never = (): boolean => false;

describe('GroupCommit', () => {
  it('starts the first request at once and takes together what comes meanwhile', async () => {
    const { groups, commit, end } = aCommit();
    const small = new GroupCommit<string, string>(commit, 10, never);
    const answers = ['a', 'b', 'c'].map((item) => small.submit(item, 1));
    expect(groups).toEqual([['a']]);
    await end();
    expect(groups).toEqual([['a'], ['b', 'c']]);
    await end();
    expect(await Promise.all(answers)).toEqual(['stored a', 'stored b', 'stored c']);
  });

  it('has as many groups under way as it may', async () => {
    const { groups, commit, end } = aCommit();
    const small = new GroupCommit<string, string>(commit, 10, never, 2);
    const answers = ['a', 'b', 'c', 'd'].map((item) => small.submit(item, 1));
    expect(groups).toEqual([['a'], ['b']]);
    await end();
    expect(groups).toEqual([['a'], ['b'], ['c', 'd']]);
    await end();
    await end();
    expect(await Promise.all(answers)).toEqual(['stored a', 'stored b', 'stored c', 'stored d']);
  });

  it('bounds a group by its size, but takes at least one request', async () => {
    const { groups, commit, end } = aCommit();
    const small = new GroupCommit<string, string>(commit, 10, never);
    const answers = [small.submit('first', 1), ...['a', 'b', 'c'].map((item) => small.submit(item, 5))];
    answers.push(small.submit('huge', 50));
    for (let round = 0; round < 4; round += 1) await end();
    await Promise.all(answers);
    expect(groups).toEqual([['first'], ['a', 'b'], ['c'], ['huge']]);
  });

  it('fails one request of a group alone', async () => {
    const { commit, end } = aCommit();
    const small = new GroupCommit<string, string>(commit, 10, never);
    const answers = Promise.allSettled(['a', 'bad', 'c'].map((item) => small.submit(item, 1)));
    await end();
    await end((item) => (item === 'bad' ? new Error('too old') : item));
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails the whole group with the connection', async () => {
    const { groups, commit, end } = aCommit();
    const small = new GroupCommit<string, string>(commit, 10, never);
    const answers = Promise.allSettled(['a', 'b', 'c'].map((item) => small.submit(item, 1)));
    await end();
    await end(new Error('connection lost'));
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(groups).toHaveLength(2);
  });

  it('tries the requests of a group one by one when the data of one was refused', async () => {
    const { groups, commit, end } = aCommit();
    const small = new GroupCommit<string, string>(commit, 10, () => true);
    const answers = Promise.allSettled(['a', 'b', 'c'].map((item) => small.submit(item, 1)));
    await end();
    await end(new Error('refused'));
    await end(new Error('refused'));
    await end();
    expect(groups).toEqual([['a'], ['b', 'c'], ['b'], ['c']]);
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
