const FORMS = {
  login: `<label>Email <input type="email" name="email" autocomplete="username" required autofocus></label>
<label>Password <input type="password" name="password" autocomplete="current-password" required></label>
<button>Log in</button>`,
  logout: '<button>Log out</button>',
} as const;

/** A page with one form, and why the last try did not work. It has no script, and no icon, which browsers would look for at /favicon.ico. */
export function boardPage(form: keyof typeof FORMS, problem?: string): string {
  const told = problem === undefined ? '' : `<p role="alert">${escape(problem)}</p>`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vitrine: queues</title>
<link rel="icon" href="data:,">
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 22rem; margin: 15vh auto; padding: 0 1rem; color: #1d2733; }
form, label { display: grid; gap: .3rem; } form { gap: 1rem; }
input, button { font: inherit; padding: .5rem; }
[role=alert] { color: #b00020; }
</style>
</head>
<body>
<h1>Queues</h1>
${told}
<form method="post" action="/admin/${form}">
${FORMS[form]}
</form>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
