export { WidgetsGraphqlModule } from './widgets-graphql.module';
