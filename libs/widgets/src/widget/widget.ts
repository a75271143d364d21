import { defineEntity, p } from '@mikro-orm/core';
import { Organization } from '@app/auth';
import { Dashboard } from '@app/dashboards';
import { baseProperties } from '@app/database';
import type { WidgetConfig } from '../config/widget-config';
import type { WidgetType } from '../config/widget-type';

const WidgetSchema = defineEntity({
  name: 'Widget',
  tableName: 'widget',
  properties: {
    ...baseProperties,
    organizationId: () =>
      p
        .manyToOne(Organization)
        .mapToPk()
        .joinColumn('organization_id')
        .deleteRule('cascade')
        .index('widget_organization_id_index'),
    dashboardId: () =>
      p.manyToOne(Dashboard).mapToPk().joinColumn('dashboard_id').deleteRule('cascade').index(false),
    type: p.string().length(20).$type<WidgetType>(),
    title: p.string().length(200),
    config: p.json<WidgetConfig>(),
  },
  indexes: [{ name: 'widget_dashboard_id_index', properties: ['dashboardId', 'id'] }],
});

/** A question and how its answer is shown. Where it is shown, the layout of its dashboard knows. */
export class Widget extends WidgetSchema.class {}
WidgetSchema.setClass(Widget);
