import { isAllowedAddress } from '@app/outbound';
import { AppError } from '@app/platform';
import { isEmail } from 'class-validator';
import type { Recipient } from './schedule-record';

const MOST_RECIPIENTS = 20;

/** Each once, addresses in lower case. @throws AppError VALIDATION_FAILED */
export function parseRecipients(input: unknown, domains: readonly string[]): Recipient[] {
  if (!Array.isArray(input) || input.length === 0 || input.length > MOST_RECIPIENTS)
    throw AppError.invalid('/recipients', `recipients must be a list of 1 to ${MOST_RECIPIENTS}`);
  const recipients = input.map((each, index) =>
    parseRecipient(each as Record<string, unknown> | null, `/recipients/${index}`, domains),
  );
  const byText = new Map(recipients.map((each) => [JSON.stringify(each), each]));
  return [...byText.values()];
}

function parseRecipient(
  input: Record<string, unknown> | null,
  at: string,
  domains: readonly string[],
): Recipient {
  const { type, address } = input ?? {};
  if (type === 'webhook') return { type };
  if (type !== 'mail') throw AppError.invalid(`${at}/type`, 'type must be mail or webhook');
  if (typeof address !== 'string' || !isEmail(address))
    throw AppError.invalid(`${at}/address`, 'address must be an email address');
  if (!isAllowedAddress(address, domains))
    throw AppError.invalid(
      `${at}/address`,
      `exports may be sent to addresses at ${domains.join(', ')} alone (given: ${JSON.stringify(address)})`,
    );
  return { type, address: address.toLowerCase() };
}
