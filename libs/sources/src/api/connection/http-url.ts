import { fill } from './template';

const ANYTHING = { from: 'x', to: 'x', cursor: 'x' };

/** A URL that may be called as far as its form goes; undefined for another. Where it leads is checked whenever it is called. */
export function httpUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const good =
    (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
  return good ? url : undefined;
}

/** The same of one with placeholders, which have no say in the origin. */
export function httpTemplate(text: string): URL | undefined {
  const url = httpUrl(fill(text, ANYTHING));
  const other = httpUrl(fill(text, { from: 'y', to: 'y', cursor: 'y' }));
  return url && other?.origin === url.origin ? url : undefined;
}
