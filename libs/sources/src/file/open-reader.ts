import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppConfig } from '@app/platform';
import type { FileOptions } from './file-options';
import type { FilePlace, OpenedFile } from './opened-files';
import { descriptorPath, FileReader } from './reader/file-reader';
import type { FileLayout } from './reader/protocol';
import { sniffFormat } from './sniff-format';

const OPENED_WITHIN_MS = 60_000;

/** Files that are open in a process of their own. */
export interface OpenReader {
  reader: FileReader;
  files: OpenedFile[];
  identity: string;
  layout: FileLayout;
  close(): Promise<void>;
}

/**
 * Opens files, and gives them to a reader.
 * @param known what was found when they were opened the last time: nothing is looked for again in files that are the same
 * @throws SourceError
 */
export async function openReader(
  place: FilePlace,
  options: FileOptions,
  {
    config,
    signal,
    known,
  }: {
    config: AppConfig;
    signal?: AbortSignal;
    known?: Pick<OpenReader, 'identity' | 'layout'>;
  },
): Promise<OpenReader> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vitrine-source-'));
  let files: OpenedFile[] = [];
  let reader: FileReader | undefined;
  let closing: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    reader?.kill();
    await Promise.all(files.map(({ handle }) => handle.close()));
    await reader?.ended;
    await rm(folder, { recursive: true, force: true });
  };
  const close = (): Promise<void> => (closing ??= end());
  try {
    const opened = await place.open(folder, signal);
    files = opened.files;
    const format = options.format ?? (await sniffFormat((files[0] as OpenedFile).handle));
    reader = new FileReader(
      files.map(({ handle }) => handle.fd),
      folder,
    );
    const layout = await reader.ask(
      {
        do: 'open',
        files: files.map(({ name, bytes, path: real }, index) => ({
          path: descriptorPath?.(index) ?? real,
          name,
          bytes,
        })),
        format,
        csv: options.csv ?? {},
        sheet: options.sheet,
        records: options.records?.split('.'),
        layout: known?.identity === opened.identity ? known.layout : undefined,
        folder,
        memoryMb: config.sourceFileMemoryMb,
      },
      { signal, timeoutMs: OPENED_WITHIN_MS },
    );
    return { reader, files, identity: opened.identity, layout, close };
  } catch (error) {
    await close();
    throw error;
  }
}
