import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { S3Place } from '@app/files';

const BUCKET = 'vitrine-test';
const CREDENTIALS = { accessKeyId: 'test-key', secretAccessKey: 'test-secret' };

export interface S3Server {
  place: Omit<S3Place, 'prefix'>;
  unfinishedUploads(): Promise<number>;
  close(): Promise<void>;
}

interface StoredObject {
  body: Buffer;
  modified: Date;
}

/**
 * As much of S3 as a file store uses, in memory: objects, ranges, uploads in parts, lists of two per page. Every request must be
 * signed (AWS Signature Version 4) with the right secret, its body included.
 */
export async function startS3(): Promise<S3Server> {
  const objects = new Map<string, StoredObject>();
  const uploads = new Map<string, { key: string; parts: Map<number, Buffer>; begun: Date }>();
  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const url = new URL(request.url ?? '/', 'http://s3');
    if (!isSigned(request, url, body)) return fail(response, 403, 'SignatureDoesNotMatch');
    const [, bucket, ...names] = decodeURIComponent(url.pathname).split('/');
    if (bucket !== BUCKET) return fail(response, 404, 'NoSuchBucket');
    const key = names.join('/');
    const uploadId = url.searchParams.get('uploadId');
    const route = `${request.method} ${key === '' ? 'bucket' : 'key'}${uploadId ? ' part' : url.searchParams.has('uploads') ? ' uploads' : ''}`;
    const upload = uploads.get(uploadId ?? '');
    if (uploadId && upload?.key !== key) return fail(response, 404, 'NoSuchUpload');
    switch (route) {
      case 'PUT key':
        objects.set(key, { body, modified: new Date() });
        return xml(response, '', { etag: etagOf(body) });
      case 'POST key uploads': {
        const id = randomBytes(8).toString('hex');
        uploads.set(id, { key, parts: new Map(), begun: new Date() });
        return xml(
          response,
          `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
        );
      }
      case 'PUT key part':
        upload?.parts.set(Number(url.searchParams.get('partNumber')), body);
        return xml(response, '', { etag: etagOf(body) });
      case 'POST key part': {
        const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, n]) =>
          Number(n),
        );
        const parts = named.map((number) => upload?.parts.get(number));
        if (parts.some((part, index) => !part || (part.length < 5 << 20 && index < parts.length - 1)))
          return fail(response, 400, 'EntityTooSmall');
        objects.set(key, { body: Buffer.concat(parts as Buffer[]), modified: new Date() });
        uploads.delete(uploadId ?? '');
        return xml(
          response,
          '<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>',
        );
      }
      case 'DELETE key part':
        uploads.delete(uploadId ?? '');
        return void response.writeHead(204).end();
      case 'DELETE key':
        objects.delete(key);
        return void response.writeHead(204).end();
      case 'GET bucket uploads': {
        const listed = [...uploads].map(
          ([id, { key: own, begun }]) =>
            `<Upload><Key>${own}</Key><UploadId>${id}</UploadId><Initiated>${begun.toISOString()}</Initiated></Upload>`,
        );
        return xml(response, `<ListMultipartUploadsResult>${listed.join('')}</ListMultipartUploadsResult>`);
      }
      case 'GET bucket':
        return xml(response, list(url.searchParams));
      case 'HEAD key':
      case 'GET key':
        return send(request, response, objects.get(key));
      default:
        return fail(response, 501, 'NotImplemented');
    }
  }

  function list(asked: URLSearchParams): string {
    const after = asked.get('continuation-token') ?? '';
    const matching = [...objects]
      .filter(([key]) => key.startsWith(asked.get('prefix') ?? '') && key > after)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    const page = matching
      .slice(0, 2)
      .map(
        ([key, { body, modified }]) =>
          `<Contents><Key>${key}</Key><Size>${body.length}</Size><LastModified>${modified.toISOString()}</LastModified></Contents>`,
      );
    const next =
      matching.length > 2 ? `<NextContinuationToken>${matching[1]?.[0]}</NextContinuationToken>` : '';
    return `<ListBucketResult>${page.join('')}${next}</ListBucketResult>`;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    place: {
      bucket: BUCKET,
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
      credentials: CREDENTIALS,
    },
    unfinishedUploads: async () => uploads.size,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(request: IncomingMessage, response: ServerResponse, object: StoredObject | undefined): void {
  if (!object) return fail(response, 404, 'NoSuchKey');
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const content = first === undefined ? object.body : object.body.subarray(Number(first), Number(last) + 1);
  response.writeHead(first === undefined ? 200 : 206, {
    'content-length': content.length,
    'last-modified': object.modified.toUTCString(),
  });
  response.end(request.method === 'HEAD' ? undefined : content);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function xml(response: ServerResponse, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(200, { ...headers, 'content-type': 'application/xml' }).end(text);
}

function fail(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<Error><Code>${code}</Code></Error>`);
}

function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function isSigned(request: IncomingMessage, url: URL, body: Buffer): boolean {
  const match = /Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/.exec(
    request.headers.authorization ?? '',
  );
  const [, key, scope = '', signedHeaders = '', signature = ''] = match ?? [];
  const bodyHash = sha256(body);
  if (key !== CREDENTIALS.accessKeyId || request.headers['x-amz-content-sha256'] !== bodyHash) return false;
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');
  const headers = signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, url.pathname, query, headers.join(''), signedHeaders, bodyHash].join(
    '\n',
  );
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const signingKey = scope
    .split('/')
    .reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${CREDENTIALS.secretAccessKey}`);
  const expected = hmac(signingKey, text).toString('hex');
  return (
    expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature))
  );
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
