import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Filter } from '@app/data';
import { FilterType } from '@graphql/data';
import { DateTimeScalar } from '@graphql/graphql';
import type { Visibility as VisibilityName } from '../dashboard';
import { LayoutType } from './layout.type';

export const Visibility = {
  PRIVATE: 'private',
  ORGANIZATION: 'organization',
} as const satisfies Record<string, VisibilityName>;

registerEnumType(Visibility, { name: 'Visibility' });

@ObjectType('Dashboard')
export class DashboardType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  description!: string;

  @Field(() => LayoutType)
  layout!: LayoutType;

  @Field(() => [FilterType], { description: 'AND-ed to the query of each widget.' })
  filters!: Filter[];

  @Field(() => [String])
  tags!: string[];

  @Field(() => Visibility)
  visibility!: VisibilityName;

  @Field(() => ID, { nullable: true })
  ownerId!: string | null;

  @Field(() => DateTimeScalar)
  createdAt!: string;

  @Field(() => DateTimeScalar)
  updatedAt!: string;

  @Field(() => Int, { description: 'Counts its changes.' })
  version!: number;
}
