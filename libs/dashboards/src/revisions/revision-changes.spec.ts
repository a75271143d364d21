import { changesOf, summaryOf } from './revision-changes';
import type { KeptWidget, RevisionContent } from './revision-content';

const widget = (id: string, title = id): KeptWidget => ({
  id,
  type: 'text',
  title,
  config: { display: { markdown: 'words' } },
  version: 1,
});

const content = (changes: Partial<RevisionContent> = {}): RevisionContent => ({
  name: 'A name',
  description: '',
  layout: { columns: 12, items: [] },
  filters: [],
  tags: [],
  visibility: 'private',
  widgets: [widget('a'), widget('b')],
  ...changes,
});

const summary = (changes: Partial<RevisionContent>, restoredFrom: number | null = null): string =>
  summaryOf(changesOf(content(), content(changes)), restoredFrom);

describe('what a revision says', () => {
  it('is that the dashboard was created, when there is nothing before it', () => {
    expect(summaryOf(changesOf(undefined, content()), null)).toBe('Created dashboard');
  });

  it('is nothing where nothing differs but versions', () => {
    const widgets = content().widgets.map((each) => ({ ...each, version: 7 }));
    expect(changesOf(content(), content({ widgets }))).toEqual([]);
  });

  it.each<[string, Partial<RevisionContent>]>([
    ['Changed name, tags', { name: 'Another', tags: ['x'] }],
    ['Added widget “c”', { widgets: [widget('a'), widget('b'), widget('c')] }],
    ['Removed widget “a”', { widgets: [widget('b')] }],
    ['Changed widget “new title”; removed widget “b”', { widgets: [widget('a', 'new title')] }],
    ['Changed widget “a”', { widgets: [{ ...widget('a'), config: {} }, widget('b')] }],
    ['Changed widget “a”', { widgets: [{ ...widget('a'), type: 'stat' }, widget('b')] }],
  ])('is "%s"', (expected, changes) => {
    expect(summary(changes)).toBe(expected);
  });

  it('names the revision that was restored', () => {
    expect(summary({ name: 'Another' }, 3)).toBe('Restored revision 3; changed name');
  });

  it('names widgets by id and by the title that they last had', () => {
    expect(changesOf(content(), content({ widgets: [widget('b', 'renamed')] }))).toEqual([
      { action: 'changed', what: 'widget', widgetId: 'b', title: 'renamed' },
      { action: 'removed', what: 'widget', widgetId: 'a', title: 'a' },
    ]);
  });
});
