import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { LiveSettings } from './live-settings';
import { Variable } from './variable';

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);
const toBoolean = Transform(({ value }: { value: unknown }) =>
  value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value,
);

/** The settings of {@link AppConfig} that say what one GraphQL request may ask. */
export class GraphqlSettings extends LiveSettings {
  @Variable({
    env: 'GRAPHQL_INTROSPECTION',
    group: 'Service',
    reason:
      'Let clients ask /graphql for its schema. The schema is in the repository too, as schema.graphql.',
    automatic: 'true in the embedded profile, else false',
    allowed: 'true or false',
  })
  @IsOptional()
  @toBoolean
  @IsBoolean()
  graphqlIntrospection?: boolean;

  @Variable({
    env: 'GRAPHQL_DEPTH_MAX',
    group: 'Limits',
    reason: 'Levels of fields of one GraphQL document; the usual introspection query has 15.',
    default: '15',
    allowed: 'an integer from 1 to 100',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(100)
  graphqlDepthMax!: number;

  @Variable({
    env: 'GRAPHQL_FIELDS_MAX',
    group: 'Limits',
    reason: 'Fields of one GraphQL document, those of its fragments counted wherever they are used.',
    default: '500',
    allowed: 'an integer from 10 to 5000',
  })
  @toNumber
  @IsInt()
  @Min(10)
  @Max(5_000)
  graphqlFieldsMax!: number;

  @Variable({
    env: 'GRAPHQL_ALIASES_MAX',
    group: 'Limits',
    reason: 'Aliases of one GraphQL document, counted as its fields are.',
    default: '50',
    allowed: 'an integer from 0 to 1000',
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(1_000)
  graphqlAliasesMax!: number;

  @Variable({
    env: 'GRAPHQL_COST_MAX',
    group: 'Limits',
    reason:
      'Cost of one GraphQL request, all operations of a batch together; docs/graphql.md says what costs how much.',
    default: '2500',
    allowed: 'an integer from 10 to 1000000',
  })
  @toNumber
  @IsInt()
  @Min(10)
  @Max(1_000_000)
  graphqlCostMax!: number;

  @Variable({
    env: 'GRAPHQL_BATCH_MAX',
    group: 'Limits',
    reason: 'Operations of one GraphQL request; with 1 there are no batches.',
    default: '10',
    allowed: 'an integer from 1 to 50',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(50)
  graphqlBatchMax!: number;
}
