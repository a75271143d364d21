import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { AppError } from '../errors/app-error';
import { isId } from '../ids';

/** One page of a list. `nextCursor` is null on the last page. */
export interface Page<T> {
  data: T[];
  page: { limit: number; nextCursor: string | null };
}

/** Query parameters of every list. */
export class PageQuery {
  @ApiPropertyOptional({
    description: 'Most rows of one page.',
    default: 50,
    minimum: 1,
    maximum: 200,
    type: Number,
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  @ApiPropertyOptional({ description: '`page.nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  cursor?: string;
}

/** What stands for the place where the next page begins: an id, a number, or the cursor of what is behind. */
export function encodeCursor(place: string | number): string {
  return Buffer.from(String(place)).toString('base64url');
}

/** The id after which a page begins, or undefined for the first. @throws AppError 400 for a text that is not a cursor. */
export function decodeCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!isId(id)) throw notACursor(cursor);
  return id;
}

/** As {@link decodeCursor} for rows whose `id` is a number in decimal digits, of at most nine. @throws AppError 400 */
export function decodeNumberCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^\d{1,9}$/.test(text)) throw notACursor(cursor);
  return Number(text);
}

function notACursor(cursor: string): AppError {
  return AppError.invalid(
    '/cursor',
    `cursor must be the nextCursor of an earlier page (given: ${JSON.stringify(cursor)})`,
  );
}

/** Makes a page of rows that were read with `limit + 1`, so that the extra one tells whether there are more. */
export function toPage<R extends { id: string }, T>(rows: R[], limit: number, map: (row: R) => T): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor(last.id) : null;
  return { data: shown.map(map), page: { limit, nextCursor } };
}
