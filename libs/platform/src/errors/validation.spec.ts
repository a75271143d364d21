import { Type } from 'class-transformer';
import { IsArray, IsInt, IsString, Max, ValidateNested } from 'class-validator';
import { AppError } from './app-error';
import { validationPipe } from './validation';

class Inner {
  @IsInt()
  @Max(10)
  n!: number;
}

class Body {
  @IsString()
  name!: string;

  @IsString()
  password!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Inner)
  list!: Inner[];
}

async function refuse(body: object): Promise<AppError> {
  try {
    await validationPipe().transform(body, { type: 'body', metatype: Body });
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('validationPipe', () => {
  it('names each wrong field by JSON pointer, with what was given', async () => {
    const error = await refuse({ name: 5, password: 'x', list: [{ n: 1 }, { n: 11 }] });
    expect(error.code).toBe('VALIDATION_FAILED');
    expect(error.errors).toEqual([
      { pointer: '/name', message: 'name must be a string (given: 5)' },
      { pointer: '/list/1/n', message: 'n must not be greater than 10 (given: 11)' },
    ]);
  });

  it('refuses fields that it does not know, and never repeats a secret', async () => {
    const error = await refuse({ name: 'a', password: 12345, list: [], colour: 'red' });
    expect(error.errors.map(({ pointer }) => pointer).toSorted()).toEqual(['/colour', '/password']);
    expect(JSON.stringify(error.errors)).not.toContain('12345');
  });

  it('says when nothing was given, and cuts what is long', async () => {
    const error = await refuse({ name: ['x'.repeat(1_000)], password: 'x' });
    const messages = error.errors.map(({ message }) => message);
    expect(messages.find((message) => message.startsWith('list'))).toContain('(nothing was given)');
    expect(messages[0]?.length).toBeLessThan(300);
  });

  it('gives back an instance', async () => {
    const body: unknown = await validationPipe().transform(
      { name: 'a', password: 'b', list: [{ n: 1 }] },
      { type: 'body', metatype: Body },
    );
    expect(body).toBeInstanceOf(Body);
  });
});
