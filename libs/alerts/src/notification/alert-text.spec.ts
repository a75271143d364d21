import { AppError } from '@app/platform';
import type { ToldNews } from './alert-news';
import { parseTemplates, PLACEHOLDERS } from './alert-templates';
import { htmlOf, linesOf, slackOf, subjectOf } from './alert-text';

const told = (templates: ToldNews['templates'], fields: Partial<ToldNews> = {}): ToldNews => ({
  alertId: 'a1',
  name: 'Sales & <more>',
  news: 'firing',
  severity: 'critical',
  labels: { team: 'north' },
  condition: { operator: 'gt', value: 5 },
  at: '2026-11-25T00:00:00.000Z',
  series: [{ group: { region: '<b>{{name}}\r\nBcc: x' }, value: 7 }],
  count: 1,
  ...(templates && { templates }),
  ...fields,
});
const KNOWN = { labels: { team: 'north' }, groupBy: ['region'] };
const pointerOf = (input: Record<string, unknown>): string | undefined => {
  try {
    parseTemplates(input, KNOWN);
    return undefined;
  } catch (error) {
    return (error as AppError).errors[0]?.pointer;
  }
};

describe('templates of alerts', () => {
  it('know every placeholder that they allow, and fill each', () => {
    const title = [...PLACEHOLDERS, 'labels.team', 'group.region'].map((each) => `{{${each}}}`).join('|');
    expect(pointerOf({ title: title.padEnd(201) })).toBe('/templates/title');
    expect(pointerOf({ body: title })).toBeUndefined();
    expect(linesOf(told({ body: title }, { error: 'because' })).join('\n')).toBe(
      'Sales & <more>|Firing|critical|above 5|region=<b>{{name}} Bcc: x: 7|1|7|because|2026-11-25T00:00:00.000Z|a1|north|<b>{{name}} Bcc: x',
    );
  });

  it('are escaped for each channel, and what they take of data is not read as a template', () => {
    const news = told({ title: '{{name}}', body: '<i>{{group.region}}' });
    expect(htmlOf(news)).toContain('&#60;i&#62;&#60;b&#62;{{name}}');
    expect(slackOf(news)).toMatchObject({
      text: 'Sales &amp; &lt;more&gt;',
      attachments: [{ text: expect.stringMatching(/^&lt;i&gt;&lt;b&gt;/) as string }],
    });
  });

  it('let nothing in points or labels look like a line of its own', () => {
    const news = told(undefined, {
      series: [{ group: { region: 'x\nSeverity: info\u202E' }, value: 1 }],
      labels: { team: 'a\u2028b' },
    });
    const lines = linesOf(news);
    expect(lines).toContain('region=x Severity: info: 1');
    expect(lines).toContain('team: a b');
    expect(lines.filter((line) => line.includes('\n'))).toEqual([]);
  });

  it('make one line of a title, and no longer texts than bounds allow', () => {
    expect(subjectOf(told({ title: 'At {{group.region}}' }))).toBe('At <b>{{name}} Bcc: x');
    expect(subjectOf(told({ title: '{{name}}' }, { name: 'x'.repeat(500) }))).toHaveLength(200);
    const long = told(
      { body: '{{series}}'.repeat(300) },
      { series: [{ group: { region: 'x'.repeat(200) }, value: 1 }] },
    );
    expect(linesOf(long).join('\n')).toHaveLength(10_000);
  });

  it.each([
    ['/templates/title', { title: 'a\nb' }],
    ['/templates/title', { title: '{{name' }],
    ['/templates/title', { title: '{{constructor}}' }],
    ['/templates/body', { body: '{{labels.country}}' }],
    ['/templates/body', { body: 'x'.repeat(4_001) }],
    ['/templates/body', { body: 7 }],
    ['/templates/footer', { footer: 'x' }],
  ])('say what is wrong: %s %j', (pointer, input) => {
    expect(pointerOf(input)).toBe(pointer);
  });
});
