import type { ApiAuth } from './api-connection';
import { type FieldChecks, given } from './field-checks';
import { isHeaderName, isHeaderValue } from './header-rules';
import { httpUrl } from './http-url';

const TYPES = ['none', 'basic', 'bearer', 'apiKey', 'oauth2ClientCredentials'] as const;
const SECRET = { longest: 4_096, secret: true };

/** Reads how a connection shows who asks. */
export function parseAuth(auth: FieldChecks): ApiAuth {
  const parsed = byType(auth);
  auth.end();
  return parsed;
}

function byType(auth: FieldChecks): ApiAuth {
  const type = auth.choice('type', TYPES, 'none');
  switch (type) {
    case 'basic': {
      const username = auth.needed('username');
      // RFC 7617: the first colon ends it.
      if (username.includes(':')) auth.wrong('username', 'must have no colon');
      return { type, username, password: auth.text('password', SECRET) ?? '' };
    }
    case 'bearer':
      return { type, token: headerText(auth, 'token') };
    case 'apiKey':
      return apiKey(auth);
    case 'oauth2ClientCredentials':
      return clientCredentials(auth);
    default:
      return { type };
  }
}

function clientCredentials(auth: FieldChecks): ApiAuth {
  const tokenUrl = auth.needed('tokenUrl', { longest: 2_048 });
  if (tokenUrl !== '' && !httpUrl(tokenUrl))
    auth.wrong('tokenUrl', 'must be an http or https URL without user name and password');
  return {
    type: 'oauth2ClientCredentials',
    tokenUrl,
    clientId: auth.needed('clientId', { longest: 1_000 }),
    clientSecret: auth.needed('clientSecret', SECRET),
    ...given('scope', auth.text('scope', { longest: 1_000 })),
    ...given('audience', auth.text('audience', { longest: 1_000 })),
    clientAuthentication: auth.choice('clientAuthentication', ['basic', 'body'] as const, 'basic'),
  };
}

function apiKey(auth: FieldChecks): ApiAuth {
  const where = auth.choice('in', ['header', 'query'] as const, 'header');
  const name = auth.needed('name', { longest: 100 });
  if (where === 'query') return { type: 'apiKey', in: where, name, key: auth.needed('key', SECRET) };
  if (name !== '' && !isHeaderName(name)) auth.wrong('name', 'is no name of a header that may be sent');
  return { type: 'apiKey', in: where, name, key: headerText(auth, 'key') };
}

function headerText(auth: FieldChecks, name: string): string {
  const text = auth.needed(name, SECRET);
  if (!isHeaderValue(text)) auth.wrong(name, 'has characters that a header cannot have');
  return text;
}
