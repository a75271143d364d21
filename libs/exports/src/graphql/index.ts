export { ExportsGraphqlModule } from './exports-graphql.module';
