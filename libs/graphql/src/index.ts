export { GraphqlApiModule } from './graphql-api.module';
export { GraphqlSchemaText } from './graphql-schema-text';
