export { type CostBudget, type GraphqlContext } from '../graphql-operation';
export { createEngine, EngineModule } from './engine.module';
export { DateTimeScalar, JsonScalar } from './scalars';
export { batched } from './batched';
export { cost, listCost } from './cost';
export { LiveFrames } from './sockets/live-frames';
