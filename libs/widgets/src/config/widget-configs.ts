import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { movedTo } from '@app/dashboards';
import { QueryPipeline } from '@app/data';
import { parseWidgetConfig, type WidgetConfig } from './widget-config';
import type { WidgetType } from './widget-type';

/** Reads configs and asks the catalogue whether they can be answered. */
@Injectable()
export class WidgetConfigs {
  constructor(private readonly pipeline: QueryPipeline) {}

  /**
   * The config in normal form.
   * @param pointer where the config is in the request
   * @throws AppError 400 for its shape, 422 when its query names an unknown metric or dimension
   */
  async parse(
    principal: Principal,
    type: WidgetType,
    input: unknown,
    pointer: string,
  ): Promise<WidgetConfig> {
    const config = parseWidgetConfig(type, input, pointer);
    await this.assertKnown(principal, config, pointer);
    return config;
  }

  /** @throws AppError 422 when the query names a metric or dimension that the catalogue does not have */
  async assertKnown(principal: Principal, config: WidgetConfig, pointer: string): Promise<void> {
    if (!config.query) return;
    try {
      await this.pipeline.validateAgainstCatalog(principal, config.query);
    } catch (error) {
      throw movedTo(`${pointer}/query`, error);
    }
  }
}
