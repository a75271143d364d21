/** What a mail of a schedule is about. */
export interface ExportMailFacts {
  name: string;
  subject: string | null;
  message: string | null;
  /** When it was due, on the clock of the schedule. */
  due: string;
  fileName: string;
  /** Earlier runs that did not happen. */
  missed: number;
  /** Where the file is; absent when the mail brings it along. */
  link?: { url: string; until: string };
}

export interface MailText {
  subject: string;
  text: string;
  html: string;
}

const LONGEST_SUBJECT = 200;

/** The mail that brings a file, or leads to it. */
export function exportMail(facts: ExportMailFacts): MailText {
  const { name, subject, message, due, fileName, missed, link } = facts;
  const before = [
    ...(message === null ? [] : message.split(/\r?\n\s*\r?\n/)),
    `${name}, of ${due}: ${fileName}${link ? '' : ' is attached'}.`,
  ];
  const after = [
    ...(link
      ? [`The link works once, until ${link.until}. Do not pass it on: whoever opens it gets the file.`]
      : []),
    ...(missed > 0
      ? [
          missed === 1
            ? 'One earlier run was missed because the service was not running; its file was not made.'
            : `${missed} earlier runs were missed because the service was not running; their files were not made.`,
        ]
      : []),
  ];
  return {
    subject: (subject ?? name).slice(0, LONGEST_SUBJECT),
    text: [...before, ...(link ? [link.url] : []), ...after, ''].join('\n\n'),
    html: page([
      ...before.map(paragraph),
      ...(link ? [`<p><a href="${escaped(link.url)}">Open ${escaped(fileName)}</a></p>`] : []),
      ...after.map(paragraph),
    ]),
  };
}

/** Tells the owner of a schedule that it does not run any more. */
export function pausedMail(name: string, failures: number, reason: string): MailText {
  const lines = [
    `Your export schedule ${JSON.stringify(name)} has failed ${failures} times in a row and was paused. Its recipients get nothing any more.`,
    `The last reason: ${reason}`,
    'Mend it and enable it again, or delete it.',
  ];
  return {
    subject: `Paused: ${name}`.slice(0, LONGEST_SUBJECT),
    text: [...lines, ''].join('\n\n'),
    html: page(lines.map(paragraph)),
  };
}

/** A text inside of HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function paragraph(text: string): string {
  return `<p>${text.split(/\r?\n/).map(escaped).join('<br>')}</p>`;
}

function page(parts: string[]): string {
  return `<!doctype html><html lang="en"><body style="font-family:sans-serif;line-height:1.5">${parts.join('')}</body></html>`;
}
