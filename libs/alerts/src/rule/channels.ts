import { hash } from 'node:crypto';
import { isAllowedAddress } from '@app/outbound';
import { AppError } from '@app/platform';
import { isEmail } from 'class-validator';
import { assertKnown } from './parse-condition';

/** Where news of a rule goes, besides endpoints of webhooks. A stored `url` is masked: the path is a secret with most chats. */
export type Channel =
  | { type: 'mail'; to: string[] }
  | { type: 'slack'; url: string }
  /** Mails to the administrators that the organization has when something is told. */
  | { type: 'admins' };

const MOST_CHANNELS = 10;
const MOST_RECIPIENTS = 20;
const MASK_DIGITS = 12;

/** What is shown of a URL: where it goes, and which of several it is. */
export function maskUrl(url: string): string {
  return `${new URL(url).origin}/***${hash('sha256', url, 'hex').slice(0, MASK_DIGITS)}`;
}

/** Whether a text is what {@link maskUrl} makes. */
export function isMask(url: string): boolean {
  return /\/\*{3}[\da-f]{12}$/.test(url);
}

/** @param domains that mails may go to; none for all. @throws AppError VALIDATION_FAILED */
export function parseChannels(input: unknown, domains: readonly string[]): Channel[] {
  if (!Array.isArray(input) || input.length > MOST_CHANNELS)
    throw AppError.invalid('/channels', `channels must be a list of at most ${MOST_CHANNELS}`);
  return input.map((each, index) =>
    parseChannel(each as Record<string, unknown> | null, `/channels/${index}`, domains),
  );
}

function parseChannel(
  input: Record<string, unknown> | null,
  at: string,
  domains: readonly string[],
): Channel {
  const { type, to, url } = input ?? {};
  const field = type === 'mail' ? ['to'] : type === 'slack' ? ['url'] : [];
  if (type === 'mail' || type === 'slack' || type === 'admins')
    assertKnown(input ?? {}, ['type', ...field], at);
  if (type === 'mail') {
    const isList = Array.isArray(to) && to.length > 0 && to.length <= MOST_RECIPIENTS;
    if (!isList || !to.every((each): each is string => typeof each === 'string' && isEmail(each)))
      throw AppError.invalid(`${at}/to`, `to must be a list of 1 to ${MOST_RECIPIENTS} email addresses`);
    const refused = to.find((each) => !isAllowedAddress(each, domains));
    if (refused !== undefined)
      throw AppError.invalid(
        `${at}/to`,
        `alerts may be sent to addresses at ${domains.join(', ')} alone (given: ${JSON.stringify(refused)})`,
      );
    return { type, to: [...new Set(to.map((each) => each.toLowerCase()))] };
  }
  if (type === 'slack') {
    if (typeof url !== 'string' || !URL.canParse(url))
      throw AppError.invalid(`${at}/url`, 'url must be the URL of an incoming webhook');
    return { type, url };
  }
  if (type === 'admins') return { type };
  throw AppError.invalid(`${at}/type`, 'type must be mail, slack or admins');
}

/** The channels with masked URLs, and the URLs by their masks: of the new ones, and of those that `kept` knows. */
export function maskChannels(
  channels: readonly Channel[],
  kept: Readonly<Record<string, string>>,
): { channels: Channel[]; urls: Record<string, string> } {
  const urls: Record<string, string> = {};
  const masked = channels.map((channel): Channel => {
    if (channel.type !== 'slack') return channel;
    const known = kept[channel.url];
    const mask = known === undefined ? maskUrl(channel.url) : channel.url;
    urls[mask] = known ?? channel.url;
    return { type: 'slack', url: mask };
  });
  return { channels: masked, urls };
}
