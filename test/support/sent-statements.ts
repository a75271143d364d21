import { Client } from 'pg';

type Sent = string | { text?: string };

/** The texts of all statements that this process sends to PostgreSQL while `work` runs, whichever library sends them. */
export async function sentStatements(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const query = Client.prototype.query as (...all: unknown[]) => unknown;
  const spy = jest.spyOn(Client.prototype, 'query').mockImplementation(function (
    this: Client,
    ...all: unknown[]
  ) {
    const [first] = all as [Sent];
    sent.push(typeof first === 'string' ? first : (first.text ?? ''));
    return query.apply(this, all);
  } as never);
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return sent;
}
