import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..');
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** Names that headings of a page get as anchors. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(pages)('%s', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];

  it('links to what exists', () => {
    for (const [link, target = '', anchor] of links) {
      const file = target === '' ? join(root, page) : join(root, dirname(page), target);
      expect([link, existsSync(file)]).toEqual([link, true]);
      if (anchor)
        expect([link, anchorsOf(readFileSync(file, 'utf8'))]).toEqual([
          link,
          expect.arrayContaining([anchor]),
        ]);
    }
  });

  it('can be reached from the index', () => {
    if (!page.startsWith('docs/') || page.endsWith('README.md')) return;
    const index = ['README.md', 'docs/README.md', 'docs/decisions/README.md']
      .map((name) => readFileSync(join(root, name), 'utf8'))
      .join('\n');
    expect(index).toContain(`${page.split('/').at(-1)})`);
  });
});
