import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import type { FileStore } from '@app/files';
import { AppError } from '@app/platform';
import { SourceError } from '../source-error';
import type { FilePlace, OpenedFiles } from './opened-files';

/** Where an uploaded file lies in the store. Another organization's is not to be had by any id. */
export function uploadKey(organizationId: string, fileId: string): string {
  return `uploads/${organizationId}/${fileId}`;
}

/** A file that was uploaded. It never changes; a copy of it is what is read. */
export class UploadedFilePlace implements FilePlace {
  constructor(
    private readonly store: FileStore,
    private readonly key: string,
    private readonly mostBytes: number,
  ) {}

  async identity(): Promise<string> {
    return this.key;
  }

  async open(folder: string, signal: AbortSignal | undefined): Promise<OpenedFiles> {
    const place = path.join(folder, 'uploaded');
    const bytes = await this.copy(place, signal);
    const handle = await open(place, 'r');
    return { files: [{ name: 'the file', path: place, handle, bytes }], identity: this.key };
  }

  private async copy(to: string, signal: AbortSignal | undefined): Promise<number> {
    let file: FileHandle | undefined;
    let bytes = 0;
    try {
      const content = await this.store.read(this.key);
      file = await open(to, 'wx', 0o600);
      for await (const chunk of content) {
        if (signal?.aborted) throw new SourceError('aborted');
        bytes += chunk.byteLength;
        if (bytes > this.mostBytes) throw new SourceError('too-large', 'The file is larger than is allowed.');
        await file.writeFile(chunk);
      }
      return bytes;
    } catch (error) {
      if (error instanceof SourceError) throw error;
      const isGone = error instanceof AppError && error.code === 'NOT_FOUND';
      const [reason, detail] = isGone
        ? (['missing', 'The uploaded file is not in the file store.'] as const)
        : (['broken', undefined] as const);
      throw new SourceError(reason, detail, { cause: error });
    } finally {
      await file?.close();
    }
  }
}
