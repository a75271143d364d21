import type { ExportCreatedDto, ExportDto, ExportStatusDto } from './export.dto';
import type { ExportRecord } from './export-record';

/** The answer to who asked for an export. */
export function toCreatedDto({ id, status, format, progress, createdAt }: ExportRecord): ExportCreatedDto {
  return { id, status, format, progress, createdAt: createdAt.toISOString() };
}

/** How far an export is, as the API says it. */
export function toStatusDto(record: ExportRecord): ExportStatusDto {
  const { id, status, progress, rows, bytes, sha256, error, expiresAt } = record;
  return { id, status, progress, rows, bytes, sha256, error, expiresAt: expiresAt?.toISOString() ?? null };
}

/** An export as the API answers it. */
export function toExportDto(record: ExportRecord): ExportDto {
  const { id, status, progress, rows, bytes, sha256, error, expiresAt } = record;
  const { kind, dashboardId, format, createdAt, finishedAt } = record;
  return {
    id,
    status,
    progress,
    rows,
    bytes,
    sha256,
    error,
    expiresAt: expiresAt?.toISOString() ?? null,
    kind,
    dashboardId,
    format,
    fileName: fileNameOf(record),
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

/** What the file is called when it is saved. */
export function fileNameOf({ name, format }: Pick<ExportRecord, 'name' | 'format'>): string {
  return `${name}.${format}`;
}
