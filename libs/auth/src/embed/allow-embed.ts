import { SetMetadata } from '@nestjs/common';

const ALLOWS_EMBED = 'vitrine:allows-embed';

/** The route may be called with an embed token. All others refuse those, also routes that any principal may call. */
export function AllowEmbed(): MethodDecorator {
  return SetMetadata(ALLOWS_EMBED, true);
}

/** Whether a handler is marked with {@link AllowEmbed}. */
export function allowsEmbed(handler: object): boolean {
  return Reflect.getMetadata(ALLOWS_EMBED, handler) === true;
}
