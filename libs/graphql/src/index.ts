export { GraphqlApiModule } from './graphql-api.module';
export { GraphqlSchemaText } from './graphql-schema-text';
export { GraphqlSockets } from './graphql-sockets';
