// Takes events of Vitrine, and prints those whose signature is right:
//   SECRET=whsec_… node docs/examples/webhook-receiver.mjs      # on 127.0.0.1:8922, or PORT
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const KEY = Buffer.from((process.env.SECRET ?? '').replace(/^whsec_/, ''), 'base64');
const FIVE_MINUTES = 300;

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const isSigned = verified(request.headers, body);
  console.log(isSigned ? `${request.headers['webhook-id']} ${body}` : 'A signature is wrong.');
  response.writeHead(isSigned ? 200 : 401).end();
});
server.listen(Number(process.env.PORT ?? 8922), '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${server.address().port}`),
);

/** Of several signatures one must be right: while a secret is replaced there are two. */
function verified(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures = '' } = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(at)) < FIVE_MINUTES)) return false;
  const expected = createHmac('sha256', KEY).update(`${id}.${at}.`).update(body).digest();
  return signatures.split(' ').some((each) => {
    const given = Buffer.from(each.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
