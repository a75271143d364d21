import { Injectable } from '@nestjs/common';
import { MEASUREMENTS } from '../telemetry/measurements';
import { type CredentialHeaders, OperatorAccess } from '../telemetry/operator-access';
import { Telemetry } from '../telemetry/telemetry';
import { productVersion } from '../telemetry/product-version';
import type { HealthDetailsDto } from './health.dto';

const MS = 1_000;

/** What `/health` tells administrators beside what everybody may know. */
@Injectable()
export class HealthDetails {
  constructor(
    private readonly telemetry: Telemetry,
    private readonly operators: OperatorAccess,
  ) {}

  /** Undefined for everybody else. A credential that is no good is no error here: the question itself is public. */
  async for(headers: CredentialHeaders): Promise<HealthDetailsDto | undefined> {
    // Without a credential nothing is asked, so that probes stay as cheap as they are.
    if (headers.authorization === undefined && headers['x-api-key'] === undefined) return undefined;
    const allowed = await this.operators.isAdministrator(headers).catch(() => false);
    return allowed ? this.read() : undefined;
  }

  private async read(): Promise<HealthDetailsDto> {
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
    const ms = async (of: { name: string }): Promise<number | null> => {
      const seconds = await this.telemetry.value(of);
      return seconds === undefined ? null : Math.round(seconds * MS);
    };
    const [relayMs, rollupMs] = await Promise.all([ms(MEASUREMENTS.relayLag), ms(MEASUREMENTS.rollupLag)]);
    return {
      versions: { vitrine: productVersion(), node: process.versions.node },
      memory: { resident: rss, heapUsed, heapTotal, external },
      lag: { relayMs, rollupMs },
    };
  }
}
