import { Module } from '@nestjs/common';
import { LimitsModule } from '@app/auth';
import { ExportsModule } from '../exports.module';
import { ExportsResolver } from './exports.resolver';

/** The fields of GraphQL that ask for exports. */
@Module({ imports: [ExportsModule, LimitsModule], providers: [ExportsResolver] })
export class ExportsGraphqlModule {}
