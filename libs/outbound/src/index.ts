export { FolderMailer } from './folder-mailer';
export { type Mail, Mailer, type MailSettings } from './mailer';
export { NoMailer } from './no-mailer';
export { OutboundModule } from './outbound.module';
export { SmtpMailer } from './smtp-mailer';
