/**
 * Who is logged in. The access token stays in memory; the refresh token in sessionStorage, which this tab alone sees and which
 * is gone with it. Neither is ever in a URL.
 */
const KEY = 'vitrine.refreshToken';
/** Names the lock that the tab of a session holds for as long as it lives. */
const TAB = 'vitrine.tab';
const LOCK_MS = 1_000;
const API = '/api/v1';
/** So long before its end a token is replaced, in ms. */
const EARLY_MS = 60_000;

let accessToken;
let endsAt = 0;
let refreshing;

/** A request that the server refused; `problem` is its problem+json. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail || problem?.title || `The server answered ${status}.`);
    this.status = status;
    this.code = problem?.code;
  }
}

/** Nobody is logged in, or not any more. */
export class LoggedOut extends Error {}

/** A tab that was duplicated has the other's token too, which both would use, and end the session by that: it logs in itself. */
export async function mayBeLoggedIn() {
  if (sessionStorage.getItem(KEY) !== null && !(await isOnlyTab())) forget();
  return sessionStorage.getItem(KEY) !== null;
}

export async function logIn(email, password) {
  keep(await send('POST', '/auth/login', { body: { email, password } }));
  sessionStorage.setItem(TAB, `vitrine.${Date.now()}.${Math.random()}`);
  void isOnlyTab();
}

/** The page that was reloaded may hold its lock for a moment more. Where there are no locks nobody can tell. */
function isOnlyTab() {
  const name = sessionStorage.getItem(TAB);
  if (!navigator.locks || name === null) return true;
  return new Promise((resolve) => {
    const held = () => {
      resolve(true);
      return new Promise(() => {});
    };
    navigator.locks.request(name, { signal: AbortSignal.timeout(LOCK_MS) }, held).catch(() => resolve(false));
  });
}

export async function logOut() {
  try {
    await send('POST', '/auth/logout', { token: await token() });
  } finally {
    forget();
  }
}

/** The access token, fresh for at least a minute. @throws LoggedOut */
export async function token() {
  if (accessToken && Date.now() < endsAt - EARLY_MS) return accessToken;
  refreshing ??= refresh().finally(() => (refreshing = undefined));
  await refreshing;
  return accessToken;
}

/** The token is good no more, whatever its time says. */
export function distrust() {
  endsAt = 0;
}

/** GET below /api/v1. @throws Refused, LoggedOut */
export async function get(path) {
  try {
    return await send('GET', path, { token: await token() });
  } catch (error) {
    if (error.status !== 401) throw error;
    distrust();
    return send('GET', path, { token: await token() });
  }
}

async function refresh() {
  const refreshToken = sessionStorage.getItem(KEY);
  if (refreshToken === null) throw new LoggedOut();
  try {
    keep(await send('POST', '/auth/refresh', { body: { refreshToken } }));
  } catch (error) {
    if (error.status !== 401) throw error;
    forget();
    throw new LoggedOut();
  }
}

function keep(answer) {
  accessToken = answer.accessToken;
  endsAt = Date.now() + answer.expiresIn * 1_000;
  sessionStorage.setItem(KEY, answer.refreshToken);
}

function forget() {
  accessToken = undefined;
  sessionStorage.removeItem(KEY);
  sessionStorage.removeItem(TAB);
}

async function send(method, path, { token: bearer, body } = {}) {
  const headers = {};
  if (bearer) headers.authorization = `Bearer ${bearer}`;
  if (body) headers['content-type'] = 'application/json';
  const answer = await fetch(API + path, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  const json = text && /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined;
  if (!answer.ok) throw new Refused(answer.status, json);
  return json;
}
