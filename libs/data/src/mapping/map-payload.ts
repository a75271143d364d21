import { hash } from 'node:crypto';
import { evaluate, ExpressionError, readTime } from '@app/sources';
import { INGEST_LIMITS } from '../ingest/ingest-limits';
import type { PointInput } from '../ingest/point-input';
import type { Mapping, Picked, PickedTime, Rule } from './mapping';

/** A delivery as far as its points depend on it. */
export interface MappedDelivery {
  sourceId: string;
  /** What the sender calls it, or what we do. The ids of its points are made of this. */
  key: string;
  receivedAt: Date;
  payload: unknown;
  headers: Readonly<Record<string, string>>;
}

/** Points that a payload becomes, or why not. */
export interface MappedPayload {
  points: PointInput[];
  /** One line for each value that could not be taken; then nothing is stored. */
  errors: string[];
}

const MOST_ERRORS = 20;
/** Whatever the expressions ask of the payload: nothing else happens in the process meanwhile. */
const LONGEST_MS = 5_000;
const NUMBER = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const SHOWN = 80;

/**
 * Applies the rules of a source to a payload. The same delivery always becomes the same points with the same ids, so that storing
 * them again changes nothing. What becomes more points than one batch has, or takes too long, is given up.
 */
export function mapPayload(
  { rules }: Mapping,
  delivery: MappedDelivery,
  withinMs: number = LONGEST_MS,
): MappedPayload {
  const result: MappedPayload = { points: [], errors: [] };
  const until = performance.now() + withinMs;
  const givenUp = (): string | undefined => {
    if (result.points.length > INGEST_LIMITS.batchPoints)
      return `the payload becomes more than ${INGEST_LIMITS.batchPoints} points`;
    return performance.now() > until ? `the payload takes more than ${withinMs} ms of work` : undefined;
  };
  for (const [index, rule] of rules.entries()) {
    const at = `rules[${index}]`;
    if (result.errors.length >= MOST_ERRORS) return result;
    attempt(result, at, () => {
      if (rule.when !== undefined && isFalse(evaluate(rule.when, delivery.payload))) return;
      for (const [place, item] of elementsOf(rule, delivery.payload).entries()) {
        const why = givenUp();
        if (why !== undefined) throw new ExpressionError(why);
        const where = rule.each === undefined ? at : `${at}, element ${place}`;
        attempt(result, where, () => {
          result.points.push(pointOf(rule, item, delivery, `${index}:${place}`));
        });
        if (result.errors.length >= MOST_ERRORS) return;
      }
    });
  }
  return result;
}

function attempt({ errors }: MappedPayload, where: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    errors.push(`${where}: ${error.message}`);
  }
}

/** As JMESPath has it: null, false and whatever is empty. */
function isFalse(value: unknown): boolean {
  if (value === null || value === false || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function elementsOf({ each }: Rule, payload: unknown): unknown[] {
  if (each === undefined) return [payload];
  const found = evaluate(each, payload);
  if (found === null) return [];
  if (!Array.isArray(found)) throw new ExpressionError(`each: ${each} finds no list`);
  return found;
}

function pointOf(rule: Rule, item: unknown, delivery: MappedDelivery, place: string): PointInput {
  const pick = ({ path, of = 'item' }: Picked): unknown =>
    evaluate(path, of === 'item' ? item : of === 'payload' ? delivery.payload : delivery.headers);
  const named = <T>(name: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      throw new ExpressionError(`${name}: ${error.message}`);
    }
  };
  const { metric, value, timestamp, dimensions = {}, dimensionsFrom, id } = rule;
  const members = dimensionsFrom ? named('dimensionsFrom', () => membersOf(pick(dimensionsFrom))) : {};
  const texts = Object.entries(dimensions).map(([name, from]): [string, string | null] => [
    name,
    named(`dimensions.${name}`, () => (typeof from === 'string' ? from : textOf(pick(from)))),
  ]);
  const own = id ? named('id', () => textOf(pick(id))) : null;
  return {
    metric: named('metric', () =>
      required(typeof metric === 'string' ? metric : textOf(pick(metric)), metric),
    ),
    value: named('value', () =>
      typeof value === 'number' ? value : numberOf(pick(value), value) * (value.multiply ?? 1),
    ),
    timestamp: named('timestamp', () =>
      timestamp ? timeOf(pick(timestamp), timestamp, delivery) : delivery.receivedAt.toISOString(),
    ),
    dimensions: { ...members, ...Object.fromEntries(texts) },
    id: pointId(delivery.sourceId, own ? `=${own}` : `${delivery.key}#${place}`),
  };
}

function pointId(sourceId: string, name: string): string {
  return `webhook:${hash('sha256', `${sourceId}\n${name}`, 'base64url')}`;
}

function textOf(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new ExpressionError(`${shown(value)} is no text`);
}

function required(text: string | null, from: string | Picked): string {
  if (text === null || text === '') throw new ExpressionError(`${pathOf(from)} finds nothing`);
  return text;
}

/** Numbers may be texts: senders write amounts so, to keep every digit. */
function numberOf(value: unknown, from: Picked): number {
  if (value === null) throw new ExpressionError(`${from.path} finds nothing`);
  const number = typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
  if (typeof number !== 'number') throw new ExpressionError(`${shown(value)} is no number`);
  return number;
}

/** Members that are null count as absent. */
function membersOf(value: unknown): Record<string, string | null> {
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw new ExpressionError(`${shown(value)} is no object`);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, textOf(member)]));
}

function timeOf(
  value: unknown,
  { path, format, timezone, otherwise }: PickedTime,
  { receivedAt }: MappedDelivery,
): string {
  if (value === null && otherwise === 'received') return receivedAt.toISOString();
  if (value === null) throw new ExpressionError(`${path} finds nothing`);
  const time = readTime(value, format, timezone);
  if (time === undefined)
    throw new ExpressionError(`${shown(value)} is no time in the format ${format ?? 'iso8601'}`);
  return time;
}

function pathOf(from: string | Picked): string {
  return typeof from === 'string' ? from : from.path;
}

/** Never the whole of it, which may be large. */
function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const short = typeof value === 'string' ? value.slice(0, SHOWN).toWellFormed() : value;
  return (JSON.stringify(short) ?? String(short)).slice(0, SHOWN);
}
