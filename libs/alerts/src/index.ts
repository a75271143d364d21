export { AlertWakes } from './evaluation/alert-wakes';
export { AlertsApiModule } from './alerts-api.module';
export { AlertsModule } from './alerts.module';
export { AlertsWorkerModule } from './alerts-worker.module';
