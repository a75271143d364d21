import { Injectable } from '@nestjs/common';
import { type DataPolicy, LaterPrincipals, type Principal } from '@app/auth';
import { AnswerStreams, type AnswerSource, type Filter } from '@app/data';
import { AppConfig, AppError, toAppError } from '@app/platform';
import { DashboardContents, ofWidget, type WidgetContent } from '@app/widgets';
import { exportQuery, type LimitedQuery, parsePointsQuery, widgetQuery } from '../export-query';
import type { DashboardExportRequest, ExportRecord, QueryExportRequest } from '../export-record';
import { assertPermissions } from '../export.service';
import type { ExportDocument, ExportTable, ExportText, RowsSink } from '../writers/export-document';

/** Told how much of a document has been read: rows so far, and the part of all, from 0 to 1. */
export type ReadProgress = (rows: number, fraction: number) => void;

/** What an export is made of, and what whoever it is made for is let see. */
export interface OpenedDocument {
  document: ExportDocument;
  dataPolicy: DataPolicy;
}

/** What exports are made of, as their owners may see it now. */
@Injectable()
export class ExportDocuments {
  constructor(
    private readonly principals: LaterPrincipals,
    private readonly contents: DashboardContents,
    private readonly streams: AnswerStreams,
    private readonly config: AppConfig,
  ) {}

  /** @throws AppError when the owner may not have it any more, or it cannot be had */
  async open(record: ExportRecord, signal: AbortSignal, progress: ReadProgress): Promise<OpenedDocument> {
    const principal = await this.principals.of(record.owner);
    if (!principal)
      throw new AppError(
        'INSUFFICIENT_PERMISSIONS',
        'The account or key that asked for the export is no longer active.',
      );
    assertPermissions(principal, [
      record.kind === 'dashboard' ? 'dashboard:export' : 'data:export',
      'data:read',
    ]);
    const document =
      record.kind === 'dashboard'
        ? await this.dashboard(principal, record, signal)
        : await this.query(principal, record, signal);
    return { document: counted(document, progress), dataPolicy: principal.dataPolicy };
  }

  private async query(
    principal: Principal,
    record: ExportRecord,
    signal: AbortSignal,
  ): Promise<ExportDocument> {
    const { query, rows } = record.request as QueryExportRequest;
    const { source, asked } =
      rows === 'points'
        ? await this.opened(principal, parsePointsQuery(query), 'openPoints')
        : await this.opened(principal, exportQuery(query), 'open');
    const table = this.table({ title: record.name }, source, signal);
    const { timezone, filters } = asked.query;
    return {
      title: record.name,
      description: '',
      dashboardId: null,
      createdAt: record.createdAt,
      filters: filters.map(filterText),
      timezone,
      parts: [table],
      layout: [],
    };
  }

  private async opened(principal: Principal, asked: LimitedQuery, how: 'open' | 'openPoints') {
    return { source: await this.streams[how](principal, asked.query, asked.limits), asked };
  }

  private async dashboard(
    principal: Principal,
    record: ExportRecord,
    signal: AbortSignal,
  ): Promise<ExportDocument> {
    assertPermissions(principal, ['widget:read']);
    const request = record.request as DashboardExportRequest;
    const { dashboard, widgets } = await this.contents.of(principal, record.dashboardId ?? '', request);
    const parts: ExportDocument['parts'] = [];
    for (const widget of widgets) parts.push(await this.part(principal, widget, signal));
    const tables = parts.filter((part): part is ExportTable => 'read' in part);
    return {
      title: dashboard.name,
      description: dashboard.description,
      dashboardId: dashboard.id,
      createdAt: record.createdAt,
      filters: [...dashboard.filters.map(filterText), ...(request.filters ? [request.filters] : [])],
      timezone: request.timezone ?? tables[0]?.time.timezone ?? null,
      parts,
      layout: dashboard.layout.items,
    };
  }

  private async part(
    principal: Principal,
    widget: WidgetContent,
    signal: AbortSignal,
  ): Promise<ExportTable | ExportText> {
    const { id, type, title, display, query } = widget;
    if (!query) return { title, widget: { id, type: 'text', display } };
    const { query: asked, limits } = widgetQuery(query);
    const source = await this.streams.open(principal, asked, limits).catch((error: unknown) => {
      throw ofWidget(title, toAppError(error));
    });
    return this.table({ title, widget: { id, type, display } }, source, signal);
  }

  private table(
    head: Pick<ExportTable, 'title' | 'widget'>,
    source: AnswerSource,
    signal: AbortSignal,
  ): ReadTable {
    const options = { timeoutMs: this.config.exportQueryTimeoutMs, signal };
    return {
      ...head,
      columns: source.columns,
      time: source.time,
      onRead: () => {},
      async read(sink: RowsSink) {
        try {
          return await source.read(async (rows, fraction) => {
            await sink(rows);
            this.onRead(rows.length, fraction);
          }, options);
        } catch (error) {
          throw head.widget && error instanceof AppError ? ofWidget(head.title, error) : error;
        }
      },
    };
  }
}

interface ReadTable extends ExportTable {
  onRead(rows: number, fraction: number): void;
}

/** The same document, whose tables tell what is read of them. Of each the same part of all is expected. */
function counted(document: ExportDocument, progress: ReadProgress): ExportDocument {
  const tables = document.parts.filter((part): part is ReadTable => 'read' in part);
  let total = 0;
  for (const [index, table] of tables.entries()) {
    table.onRead = (rows, fraction) => {
      total += rows;
      progress(total, (index + fraction) / tables.length);
    };
  }
  return document;
}

function filterText(filter: Filter): string {
  if ('and' in filter) return filter.and.map(filterText).join(' and ');
  if ('or' in filter) return `(${filter.or.map(filterText).join(' or ')})`;
  const { dimension, operator, values } = filter;
  if (operator === 'exists') return `${dimension} ${values[0] === 'false' ? 'is absent' : 'is present'}`;
  return `${dimension} ${OPERATORS[operator]} ${values.join(', ')}`;
}

const OPERATORS = {
  eq: 'is',
  ne: 'is not',
  in: 'is one of',
  notIn: 'is none of',
  contains: 'contains',
  startsWith: 'begins with',
} as const;
