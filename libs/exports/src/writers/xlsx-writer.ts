import { AppError } from '@app/platform';
import type { ExportWriter } from './export-document';

/** To come. */
export const writeXlsxFile: ExportWriter = async () => {
  throw new AppError('VALIDATION_FAILED', 'This format cannot be made yet.');
};
