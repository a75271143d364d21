import { readPayload } from '@app/data';

/**
 * What Slack wants to have back before it sends anything to a URL: https://docs.slack.dev/reference/events/url_verification/
 * @returns undefined for every other body
 */
export function slackChallenge(contentType: string | null, body: Buffer): string | undefined {
  try {
    const { type, challenge } = (readPayload(contentType, body) ?? {}) as Record<string, unknown>;
    return type === 'url_verification' && typeof challenge === 'string' ? challenge : undefined;
  } catch {
    // A body that is not JSON is kept, and the job says what is wrong with it.
    return undefined;
  }
}
