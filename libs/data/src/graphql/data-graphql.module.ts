import { Module } from '@nestjs/common';
import { LimitsModule } from '@app/auth';
import { DataModule } from '../data.module';
import { GraphqlQuestions } from './graphql-questions';
import { MetricsResolver } from './metrics.resolver';

/** The fields of GraphQL that ask for metrics. */
@Module({ imports: [DataModule, LimitsModule], providers: [GraphqlQuestions, MetricsResolver] })
export class DataGraphqlModule {}
