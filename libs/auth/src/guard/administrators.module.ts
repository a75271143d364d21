import { Global, Module } from '@nestjs/common';
import { OperatorAccess } from '@app/platform';
import { AuthModule } from '../auth.module';
import { Administrators } from './administrators';

/** Tells the libs below this one who is an administrator. */
@Global()
@Module({
  imports: [AuthModule],
  providers: [{ provide: OperatorAccess, useClass: Administrators }],
  exports: [OperatorAccess],
})
export class AdministratorsModule {}
