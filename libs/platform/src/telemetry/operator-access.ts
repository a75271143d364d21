import { AppError } from '../errors/app-error';

/** The part of a request that can carry a credential. */
export type CredentialHeaders = Readonly<
  { authorization?: string } & Record<string, string | string[] | undefined>
>;

/** Whether somebody runs this installation. Implemented by whoever knows accounts. */
export abstract class OperatorAccess {
  /** @throws AppError 401 without a good credential */
  abstract isAdministrator(headers: CredentialHeaders): Promise<boolean>;
}

/** For processes that know no accounts: nobody is one. */
export class NoOperators extends OperatorAccess {
  async isAdministrator(): Promise<boolean> {
    throw new AppError('UNAUTHENTICATED', 'Send METRICS_TOKEN: Authorization: Bearer <token>.');
  }
}
