import type { AppError } from '@app/platform';
import { type Frame, frameOf } from './frame';

/**
 * What a viewer is told whose rights have ended, before its connection closes. A dashboard that it may not see any more is one
 * that is gone, whoever notices first: the event of its end, or asking again.
 */
export function lastFrame({ code, detail }: AppError, dashboardId: string): Frame {
  if (code === 'NOT_FOUND') return frameOf('dashboard:deleted', { dashboardId }, { cursor: '' });
  return frameOf('session:expired', { code, detail }, { cursor: '' });
}
