/** Full path of a program that the shell would find. */
export function onPath(program: string): string | undefined;
