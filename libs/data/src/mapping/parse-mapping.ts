import { AppError, type FieldError } from '@app/platform';
import { assertExpression, timeFormatProblem } from '@app/sources';
import { type Mapping, ORIGINS } from './mapping';

const MOST_RULES = 20;
const MOST_DIMENSIONS = 16;
const LONGEST_TEXT = 256;

type Check = (value: unknown, pointer: string) => void;

/**
 * Reads a mapping as a client sends it.
 * @throws AppError VALIDATION_FAILED that names everything that is wrong
 */
export function parseMapping(value: unknown, pointer = '/mapping'): Mapping {
  const errors: FieldError[] = [];
  const wrong = (at: string, message: string): void => void errors.push({ pointer: at, message });

  const shape =
    (fields: Record<string, Check>, required: string[]): Check =>
    (given, at) => {
      if (typeof given !== 'object' || given === null || Array.isArray(given))
        return wrong(at, 'must be an object');
      for (const [name, child] of Object.entries(given)) {
        const check = Object.hasOwn(fields, name) ? fields[name] : undefined;
        if (check) check(child, `${at}/${name}`);
        else wrong(`${at}/${name}`, `is not known here; allowed are ${Object.keys(fields).join(', ')}`);
      }
      for (const name of required) if (!Object.hasOwn(given, name)) wrong(`${at}/${name}`, 'is missing');
    };
  const text: Check = (given, at) => {
    if (typeof given !== 'string' || given === '' || given.length > LONGEST_TEXT)
      wrong(at, `must be a text of 1 to ${LONGEST_TEXT} characters`);
  };
  const number: Check = (given, at) => {
    if (typeof given !== 'number' || !Number.isFinite(given)) wrong(at, 'must be a finite number');
  };
  const expression: Check = (given, at) => {
    if (typeof given !== 'string') return wrong(at, 'must be a JMESPath expression');
    try {
      assertExpression(given);
    } catch (error) {
      wrong(at, (error as Error).message);
    }
  };
  const origin: Check = (given, at) => {
    if (!(ORIGINS as readonly unknown[]).includes(given)) wrong(at, `must be one of ${ORIGINS.join(', ')}`);
  };
  const zone: Check = (given, at) => {
    if (typeof given !== 'string' || !isZone(given)) wrong(at, 'must be an IANA time zone');
  };
  const format: Check = (given, at) => {
    text(given, at);
    const problem = typeof given === 'string' ? timeFormatProblem(given) : undefined;
    if (problem !== undefined) wrong(at, problem);
  };
  const received: Check = (given, at) => {
    if (given !== 'received') wrong(at, 'must be "received"');
  };
  const picked = { path: expression, of: origin };
  const either =
    (constant: Check, type: string, object: Check): Check =>
    (given, at) =>
      (typeof given === type ? constant : object)(given, at);
  const textOrPicked = either(text, 'string', shape(picked, ['path']));
  const dimensions: Check = (given, at) => {
    const names = typeof given === 'object' && given !== null ? Object.keys(given) : [];
    if (names.length > MOST_DIMENSIONS) return wrong(at, `must have at most ${MOST_DIMENSIONS} entries`);
    shape(Object.fromEntries(names.map((name) => [name, textOrPicked])), [])(given, at);
  };
  const rule = shape(
    {
      when: expression,
      each: expression,
      metric: textOrPicked,
      value: either(number, 'number', shape({ ...picked, multiply: number }, ['path'])),
      timestamp: shape({ ...picked, format, timezone: zone, otherwise: received }, ['path']),
      dimensions,
      dimensionsFrom: shape(picked, ['path']),
      id: shape(picked, ['path']),
    },
    ['metric', 'value'],
  );
  const rules: Check = (given, at) => {
    if (!Array.isArray(given) || given.length === 0 || given.length > MOST_RULES)
      return wrong(at, `must be a list of 1 to ${MOST_RULES} rules`);
    for (const [index, each] of given.entries()) rule(each, `${at}/${index}`);
  };
  shape({ rules }, ['rules'])(value, pointer);
  const [first] = errors;
  if (first) throw new AppError('VALIDATION_FAILED', `${first.pointer}: ${first.message}`, { errors });
  return value as Mapping;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
