import { layoutErrors } from '@app/dashboards';
import { parseWidgetConfig } from '../config/widget-config';
import { FLIGHTS } from './flights';
import { SEATTLE_WEATHER } from './seattle-weather';
import { SP500 } from './sp500';

describe.each([FLIGHTS, SP500, SEATTLE_WEATHER])(
  'the definition $dashboard.name',
  ({ dashboard, widgets }) => {
    it('places each of its widgets once', () => {
      const ids = widgets.map((widget) => widget.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(dashboard.layout.items.map((item) => item.widgetId).toSorted()).toEqual(ids.toSorted());
      expect(layoutErrors(dashboard.layout, new Set(ids), '')).toEqual([]);
    });

    it.each(widgets)('has a valid widget $id', ({ type, config }) => {
      expect(parseWidgetConfig(type, config, '')).toMatchObject({ display: config.display });
    });
  },
);
