import type * as Sdk from '@aws-sdk/client-s3';
import { AppError } from '@app/platform';
import type { OnApplicationShutdown } from '@nestjs/common';
import { validKey, validPrefix } from '../file-key';
import { type ByteRange, type FileInfo, FileStore, type WriteOptions } from '../file-store';
import { noSuchFile, unavailable } from '../store-problems';
import { partsOf } from './s3-parts';

/** Where a bucket is, and how to get in. */
export interface S3Place {
  bucket: string;
  region: string;
  /** Of a store that is not AWS's. */
  endpoint?: string;
  /** Absent: what the SDK finds in the environment or from the machine. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** What the names of all objects begin with. */
  prefix: string;
}

/** 10,000 of these are the largest file: 80 GB. The store takes none below 5 MiB. */
const PART_BYTES = 8 * 1024 * 1024;
const ANSWERED_WITHIN_MS = 30_000;
const CONNECTED_WITHIN_MS = 5_000;

/**
 * {@link FileStore} in a bucket of S3 or a store that speaks like it. Files of more than 8 MiB go up in parts, one at a time, and appear
 * when the last is there. The SDK is loaded with the first call.
 */
export class S3FileStore extends FileStore implements OnApplicationShutdown {
  private loaded: Promise<{ sdk: typeof Sdk; client: Sdk.S3Client }> | undefined;

  constructor(private readonly place: S3Place) {
    super();
  }

  override async write(
    key: string,
    content: AsyncIterable<Uint8Array>,
    options: WriteOptions = {},
  ): Promise<{ bytes: number }> {
    const target = { ...this.target(key), ContentType: options.contentType };
    let first: Buffer | undefined;
    let upload: Upload | undefined;
    try {
      let bytes = 0;
      options.signal?.throwIfAborted();
      for await (const part of partsOf(content, PART_BYTES)) {
        options.signal?.throwIfAborted();
        bytes += part.byteLength;
        // One part alone needs no upload in parts; whether it is alone the next one tells.
        if (first === undefined && !upload) {
          first = part;
          continue;
        }
        upload ??= await this.begin(target);
        if (first) await this.send(upload, first);
        first = undefined;
        await this.send(upload, part);
      }
      options.signal?.throwIfAborted();
      if (upload) await this.complete(upload);
      else
        await this.ask(({ sdk, client }) =>
          client.send(new sdk.PutObjectCommand({ ...target, Body: first })),
        );
      return { bytes };
    } catch (error) {
      if (upload) await this.abort(upload);
      throw error;
    }
  }

  override async read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array>> {
    const asked = { ...this.target(key), Range: range && `bytes=${range.first}-${range.last}` };
    const { Body } = await this.ask(({ sdk, client }) => client.send(new sdk.GetObjectCommand(asked)), key);
    return ours(Body as unknown as AsyncIterable<Uint8Array>);
  }

  override async stat(key: string): Promise<FileInfo | undefined> {
    const target = this.target(key);
    try {
      const found = await this.ask(({ sdk, client }) => client.send(new sdk.HeadObjectCommand(target)), key);
      return { key, bytes: found.ContentLength ?? 0, modifiedAt: found.LastModified ?? new Date(0) };
    } catch (error) {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return undefined;
      throw error;
    }
  }

  override async delete(key: string): Promise<void> {
    const target = this.target(key);
    await this.ask(({ sdk, client }) => client.send(new sdk.DeleteObjectCommand(target)));
  }

  override async *list(prefix: string): AsyncIterable<FileInfo> {
    const { bucket: Bucket, prefix: before } = this.place;
    const Prefix = before + validPrefix(prefix);
    let ContinuationToken: string | undefined;
    do {
      const page = await this.ask(({ sdk, client }) =>
        client.send(new sdk.ListObjectsV2Command({ Bucket, Prefix, ContinuationToken })),
      );
      for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? [])
        yield { key: Key.slice(before.length), bytes: Size, modifiedAt: LastModified };
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  }

  override async sweep(olderThanMs: number): Promise<void> {
    const { bucket: Bucket, prefix: Prefix } = this.place;
    const before = Date.now() - olderThanMs;
    const { Uploads = [] } = await this.ask(({ sdk, client }) =>
      client.send(new sdk.ListMultipartUploadsCommand({ Bucket, Prefix })),
    );
    for (const { Key, UploadId, Initiated } of Uploads) {
      if (!Key || !UploadId || (Initiated?.getTime() ?? Infinity) >= before) continue;
      await this.abort({ target: { Bucket, Key }, id: UploadId, parts: [] });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const { client } = (await this.loaded?.catch(() => undefined)) ?? {};
    client?.destroy();
  }

  private target(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.place.bucket, Key: this.place.prefix + validKey(key) };
  }

  private async begin(target: Upload['target']): Promise<Upload> {
    const { UploadId = '' } = await this.ask(({ sdk, client }) =>
      client.send(new sdk.CreateMultipartUploadCommand(target)),
    );
    return { target, id: UploadId, parts: [] };
  }

  private async send({ target: { Bucket, Key }, id, parts }: Upload, Body: Buffer): Promise<void> {
    const PartNumber = parts.length + 1;
    const { ETag } = await this.ask(({ sdk, client }) =>
      client.send(new sdk.UploadPartCommand({ Bucket, Key, UploadId: id, PartNumber, Body })),
    );
    parts.push({ PartNumber, ETag });
  }

  private async complete({ target: { Bucket, Key }, id, parts }: Upload): Promise<void> {
    await this.ask(({ sdk, client }) =>
      client.send(
        new sdk.CompleteMultipartUploadCommand({
          Bucket,
          Key,
          UploadId: id,
          MultipartUpload: { Parts: parts },
        }),
      ),
    );
  }

  /** What cannot be aborted now is swept later. */
  private async abort({ target: { Bucket, Key }, id }: Upload): Promise<void> {
    await this.ask(({ sdk, client }) =>
      client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId: id })),
    ).catch(() => undefined);
  }

  /** @param key of what the question is about, when that may be absent */
  private async ask<T>(question: (s3: Loaded) => Promise<T>, key?: string): Promise<T> {
    try {
      this.loaded ??= this.load();
      return await question(await this.loaded);
    } catch (error) {
      const { name } = error as Error;
      throw key !== undefined && ['NoSuchKey', 'NotFound'].includes(name)
        ? noSuchFile(key)
        : unavailable(error);
    }
  }

  private async load(): Promise<Loaded> {
    const sdk = await import('@aws-sdk/client-s3');
    const { region, endpoint, credentials } = this.place;
    const client = new sdk.S3Client({
      region,
      ...(credentials && { credentials }),
      // Other stores are rarely set up with a name of its own for each bucket, nor do they know the newer checksums.
      ...(endpoint && { endpoint, forcePathStyle: true }),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { requestTimeout: ANSWERED_WITHIN_MS, connectionTimeout: CONNECTED_WITHIN_MS },
    });
    return { sdk, client };
  }
}

interface Loaded {
  sdk: typeof Sdk;
  client: Sdk.S3Client;
}

interface Upload {
  target: { Bucket: string; Key: string };
  id: string;
  parts: { PartNumber: number; ETag: string | undefined }[];
}

/** A connection that breaks while it is read is the store's fault. */
async function* ours(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw unavailable(error);
  }
}
