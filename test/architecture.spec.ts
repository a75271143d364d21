import { join } from 'node:path';
import { environment } from './architecture/environment';
import { httpExceptions } from './architecture/http-exceptions';
import { importLevels } from './architecture/import-levels';
import { lazyGraphql } from './architecture/lazy-graphql';
import { libDoors } from './architecture/lib-doors';
import { noCycles } from './architecture/no-cycles';
import { guardedRoutes, plainApps } from './architecture/routes';
import { oneProfile } from './architecture/one-profile';
import { parseSample } from './architecture/rule';
import { readSources } from './architecture/source';
import { noFocusedTests, shortFiles } from './architecture/tidiness';

const RULES = [
  importLevels,
  libDoors,
  noCycles,
  environment,
  oneProfile,
  guardedRoutes,
  lazyGraphql,
  plainApps,
  httpExceptions,
  shortFiles,
  noFocusedTests,
];
const sources = readSources(join(__dirname, '..'));

describe('the code keeps to its architecture', () => {
  it('reads all of it', () => {
    const paths = sources.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'apps/api/src/main.ts',
        'libs/platform/src/index.ts',
        'test/architecture.spec.ts',
      ]),
    );
  });

  describe.each(RULES)('$title', ({ check, bad, good }) => {
    it('holds', () => {
      expect(check(sources)).toEqual([]);
    });

    it.each(bad)('finds $finds', ({ sample, finds }) => {
      expect(check(parseSample(sample))).toEqual(expect.arrayContaining([expect.stringMatching(finds)]));
    });

    it.each(good.map((sample) => [Object.keys(sample).join(', '), sample] as const))(
      'passes %s',
      (_paths, sample) => {
        expect(check(parseSample(sample))).toEqual([]);
      },
    );
  });
});
