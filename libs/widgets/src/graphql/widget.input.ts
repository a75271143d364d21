import { Allow } from 'class-validator';
import { Field, ID, InputType } from '@nestjs/graphql';
import { JsonScalar } from '@graphql/graphql';
import { WidgetKind } from './widget.type';

/** What a widget is made of; the DTO of its route says what is allowed. */
@InputType('WidgetInput', {
  description: 'For a new widget all of it must be given; for a change, what is to change.',
})
export class WidgetInput {
  @Allow()
  @Field(() => ID, { nullable: true, description: 'Of a new widget: the dashboard that it is on.' })
  dashboardId?: string | null;

  @Allow()
  @Field(() => WidgetKind, { nullable: true })
  type?: string | null;

  @Allow()
  @Field(() => String, { nullable: true })
  title?: string | null;

  @Allow()
  @Field(() => JsonScalar, { nullable: true, description: '`{ query, display }`, replaced as a whole.' })
  config?: unknown;
}
