import { createServer } from 'node:net';

/** The port to listen on: `port` itself if it is free, any free one for 0. Throws, saying what to set, if taken. */
export function claimPort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => {
      const problem =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is taken on ${host}. Choose another one: PORT=${port + 1} npm start`
          : error.code === 'EACCES'
            ? `Port ${port} may not be used by this account. Choose one from 1024 on: PORT=3000 npm start`
            : `HOST=${host} PORT=${port} cannot be listened on: ${error.message}`;
      reject(new Error(problem));
    });
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
