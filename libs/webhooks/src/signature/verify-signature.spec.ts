import { createHmac } from 'node:crypto';
import { assert, property, string, uint8Array } from 'fast-check';
import { Webhook } from 'standardwebhooks';
import type { SchemeName } from './schemes';
import { isSigned } from './verify-signature';

const SLACK_BODY =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';

interface Example {
  scheme: SchemeName;
  secret: string;
  body: string;
  headers: Record<string, string>;
  /** Seconds since 1970 that it was signed at; undefined where the scheme signs none. */
  at?: number;
}

/** As the vendors publish them; Stripe's and Shopify's are made by the recipe of their documentation, which shows no key. */
const EXAMPLES: (Example & { name: string })[] = [
  {
    name: 'the specification of Standard Webhooks',
    scheme: 'standard',
    secret: 'whsec_plJ3nmyCDGBKInavdOK15jsl',
    body: '{"event_type":"ping","data":{"success":true}}',
    headers: {
      'webhook-id': 'msg_loFOjxBNrRLzqYUf',
      'webhook-timestamp': '1731705121',
      'webhook-signature': 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
    },
    at: 1731705121,
  },
  {
    name: 'GitHub, "Validating webhook deliveries"',
    scheme: 'github',
    secret: "It's a Secret to Everybody",
    body: 'Hello, World!',
    headers: {
      'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    },
  },
  {
    name: 'Slack, "Verifying requests from Slack"',
    scheme: 'slack',
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    body: SLACK_BODY,
    headers: {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    },
    at: 1531420618,
  },
  {
    name: 'GitLab, "Secret token"',
    scheme: 'gitlab',
    secret: 'a secret token',
    body: '{"object_kind":"push"}',
    headers: { 'x-gitlab-token': 'a secret token' },
  },
  {
    name: 'the recipe of Stripe',
    scheme: 'stripe',
    secret: 'whsec_test_secret',
    body: '{\n  "id": "evt_test_webhook",\n  "object": "event"\n}',
    headers: {
      'stripe-signature': `t=1492774577, v1=${'0'.repeat(64)}, v1=${createHmac('sha256', 'whsec_test_secret')
        .update('1492774577.{\n  "id": "evt_test_webhook",\n  "object": "event"\n}')
        .digest('hex')}, v0=ignored`,
    },
    at: 1492774577,
  },
  {
    name: 'the recipe of Shopify',
    scheme: 'shopify',
    secret: 'hush',
    body: '{"id":820982911946154508,"total_price":"409.94"}',
    headers: {
      'x-shopify-hmac-sha256': createHmac('sha256', 'hush')
        .update('{"id":820982911946154508,"total_price":"409.94"}')
        .digest('base64'),
    },
  },
  {
    name: 'the plain signature',
    scheme: 'standard',
    secret: 'plain secret of a partner',
    body: '{"metric":"revenue","value":1}',
    headers: {
      'x-webhook-signature': `sha256=${createHmac('sha256', 'plain secret of a partner')
        .update('{"metric":"revenue","value":1}')
        .digest('hex')}`,
    },
  },
];

const check = ({ scheme, secret, body, headers, at }: Example, secondsLater = 0, secrets = [secret]) =>
  isSigned(
    scheme,
    secrets,
    { headers, body: Buffer.from(body) },
    new Date(((at ?? 0) + secondsLater) * 1_000),
  );

describe.each(EXAMPLES)('the signature by $name', (example) => {
  it('is believed, also when its secret is the one before the last rotation', () => {
    expect(check(example)).toBe(true);
    expect(check(example, 0, ['another secret', example.secret])).toBe(true);
  });

  it('is not believed with another secret, body or scheme, nor the third secret', () => {
    expect(check(example, 0, ['another secret'])).toBe(false);
    expect(check(example, 0, [])).toBe(false);
    expect(check(example, 0, ['one', 'two', example.secret])).toBe(false);
    if (example.scheme !== 'gitlab') expect(check({ ...example, body: `${example.body} ` })).toBe(false);
    const other = example.scheme === 'github' ? 'shopify' : 'github';
    expect(check({ ...example, scheme: other })).toBe(false);
    expect(check({ ...example, headers: {} })).toBe(false);
  });

  it('is believed for five minutes where it carries a time', () => {
    const stale = example.at === undefined;
    expect([300, -300].map((seconds) => check(example, seconds))).toEqual([true, true]);
    expect([301, -301].map((seconds) => check(example, seconds))).toEqual([stale, stale]);
  });

  it('is not believed when any character of any header is another one', () => {
    for (const [name, value] of Object.entries(example.headers)) {
      for (const index of [0, Math.floor(value.length / 2), value.length - 2]) {
        // A Stripe-Signature may carry signatures that are wrong or of another version.
        if (name === 'stripe-signature' && index !== value.length / 2) continue;
        const changed = `${value.slice(0, index)}${value[index] === 'a' ? 'b' : 'a'}${value.slice(index + 1)}`;
        expect([changed, check({ ...example, headers: { ...example.headers, [name]: changed } })]).toEqual([
          changed,
          false,
        ]);
      }
    }
  });
});

it('believes whatever the library of Standard Webhooks signs', () => {
  assert(
    property(uint8Array({ minLength: 24, maxLength: 64 }), string({ unit: 'grapheme' }), (key, body) => {
      const secret = `whsec_${Buffer.from(key).toString('base64')}`;
      const at = new Date(1_700_000_000_000);
      const headers = {
        'webhook-id': 'msg_1',
        'webhook-timestamp': '1700000000',
        'webhook-signature': `v1,bm90IHRoaXM= v1a,other ${new Webhook(secret).sign('msg_1', at, body)}`,
      };
      expect(isSigned('standard', [secret], { headers, body: Buffer.from(body) }, at)).toBe(true);
    }),
  );
});
