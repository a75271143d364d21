import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderFileStore } from '@app/files';
import type { AppConfig } from '@app/platform';
import { newId } from '@app/platform';
import type { ConnectorContext, QueryConnector, ReadConnector, SourceRows } from '@app/sources';
import { folderKind } from '../../libs/sources/src/file/folder-kind';
import { uploadKind } from '../../libs/sources/src/file/upload-kind';
import { uploadKey } from '../../libs/sources/src/file/uploaded-file-place';

type FileSource = QueryConnector & ReadConnector;

/** Where the files are that somebody else made. */
export const VEGA = join(__dirname, '../../node_modules/vega-datasets/data');

/** Opens file sources in folders of a test's own. Close it. */
export class FileSources {
  private readonly opened: FileSource[] = [];

  private constructor(
    readonly organizationId: string,
    /** What the folder of the installation is to sources. */
    readonly folder: string,
    readonly context: ConnectorContext,
    private readonly own: string,
  ) {}

  static async open(settings: Partial<AppConfig> = {}): Promise<FileSources> {
    const own = await mkdtemp(join(tmpdir(), 'vitrine-test-files-'));
    const folder = join(own, 'folder');
    await mkdir(folder);
    const config = {
      sourceFilesDir: folder,
      sourceFileMaxMb: 100,
      sourceFileMemoryMb: 256,
      sourceFileReaders: 2,
      ...settings,
    } as AppConfig;
    const organizationId = newId();
    const context = { organizationId, files: new FolderFileStore(join(own, 'store')), config };
    return new FileSources(organizationId, folder, context as unknown as ConnectorContext, own);
  }

  /** A connection to an uploaded copy of a file, or of these contents. */
  async upload(file: string | Buffer): Promise<{ kind: 'upload'; fileId: string }> {
    const fileId = newId();
    const content = typeof file === 'string' ? createReadStream(file) : [file];
    await this.context.files.write(
      uploadKey(this.organizationId, fileId),
      content as AsyncIterable<Uint8Array>,
    );
    return { kind: 'upload', fileId };
  }

  /** A source of an uploaded copy of a file, or of these contents. */
  async uploaded(file: string | Buffer, options: Record<string, unknown> = {}): Promise<FileSource> {
    const connection = { ...(await this.upload(file)), ...options };
    return this.keep(uploadKind.open(uploadKind.parse(connection), this.context));
  }

  inFolder(path: string, options: Record<string, unknown> = {}): FileSource {
    return this.keep(folderKind.open(folderKind.parse({ kind: 'folder', path, ...options }), this.context));
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.map((source) => source.close()));
    await rm(this.own, { recursive: true, force: true });
  }

  private keep(source: unknown): FileSource {
    this.opened.push(source as FileSource);
    return source as FileSource;
  }
}

export function ask(source: QueryConnector, text: string, ...values: unknown[]): Promise<SourceRows> {
  return source.query({ text, values }, { timeoutMs: 20_000, maxRows: 10_000 });
}

/** Why something failed: the reason and the words. */
export async function failure(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing failed',
    (error: { reason?: string; detail?: string; message: string }) =>
      `${error.reason}: ${error.detail ?? ''}`,
  );
}
