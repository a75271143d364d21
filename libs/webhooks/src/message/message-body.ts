/** The body of a webhook as Standard Webhooks has it. Kept as it is, so that every try sends the same bytes. */
export function messageBody(event: string, at: Date, data: object): string {
  return JSON.stringify({ type: event, timestamp: at.toISOString(), data });
}
