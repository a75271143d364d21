import { defineEntity, p } from '@mikro-orm/core';
import { Organization } from '@app/auth';
import { baseProperties } from '@app/database';
import type { Connection } from '../connector-kind';
import type { SourceType } from '../connector';
import type { Schedule } from './schedule';

const DataSourceSchema = defineEntity({
  name: 'DataSource',
  tableName: 'data_source',
  properties: {
    ...baseProperties,
    organizationId: () =>
      p.manyToOne(Organization).mapToPk().joinColumn('organization_id').deleteRule('cascade').index(false),
    name: p.string().length(200),
    type: p.string().length(20).$type<SourceType>(),
    kind: p.string().length(40),
    /** As its kind has parsed it, with `***` in the place of secrets. */
    connection: p.json().$type<Connection>(),
    /** Secrets by their pointers, as JSON. Null: it has none. */
    secretsSealed: p.text().nullable().hidden(),
    /** When its records are fetched. Null: when somebody asks for it. */
    schedule: p.json().$type<Schedule>().nullable(),
    /** What becomes of its records; {@link SourceMappings} knows what it means. */
    mapping: p.json().$type<object>().nullable(),
    enabled: p.boolean(),
    /** Written without a new version: see SourceStatus. */
    lastSuccessAt: p.datetime(3).nullable(),
    /** Null since the last success. */
    lastError: p.string().length(1000).nullable(),
    lastErrorAt: p.datetime(3).nullable(),
    /** What fails while the source answers. Null: the source itself. */
    lastErrorPart: p.string().length(200).nullable().hidden(),
    /** When those who listen were told that it fails. Null since the last success. */
    failureToldAt: p.datetime(3).nullable().hidden(),
  },
  indexes: [{ name: 'data_source_organization_id_index', properties: ['organizationId', 'id'] }],
});

/** A place that data of an organization comes from: how it is reached, when it is read, and what becomes of what it has. */
export class DataSource extends DataSourceSchema.class {}
DataSourceSchema.setClass(DataSource);
