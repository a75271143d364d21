import type { SourcePosition } from '../connector';
import { headOf, type OpenedFile } from './opened-files';

/** Rows that were read, and what the file was then. */
interface FileProgress {
  rows: number;
  bytes: number;
  head: string;
}

/** How far the files of a source were read. */
export class FilePosition {
  private constructor(private readonly files: Record<string, FileProgress>) {}

  static of(position: SourcePosition): FilePosition {
    return new FilePosition({ ...(position?.files as Record<string, FileProgress> | undefined) });
  }

  /**
   * Rows of a file that were read before. None when it is another file than then: it is shorter, or begins differently. One that has
   * grown is read on.
   */
  async rowsOf(file: OpenedFile): Promise<number> {
    const before = this.files[file.name];
    if (!before || before.bytes > file.bytes) return 0;
    return (await headOf(file, before.bytes)) === before.head ? before.rows : 0;
  }

  async moveTo(file: OpenedFile, rows: number): Promise<void> {
    const before = this.files[file.name];
    const isSame = before?.bytes === file.bytes;
    this.files[file.name] = { rows, bytes: file.bytes, head: isSame ? before.head : await headOf(file) };
  }

  get value(): SourcePosition {
    return { files: { ...this.files } };
  }
}
