// PostGraphile as it comes, over one schema. Tells its port in a line, and ends with its input.
const { createServer } = require("node:http");
const { postgraphile } = require("postgraphile");
const { makePgService } = require("postgraphile/adaptors/pg");
const { grafserv } = require("postgraphile/grafserv/node");
const { PostGraphileAmberPreset } = require("postgraphile/presets/amber");

async function main() {
  const connectionString = process.env.BENCHMARK_DATABASE;
  const instance = postgraphile({
    extends: [PostGraphileAmberPreset],
    pgServices: [makePgService({ connectionString, schemas: [process.env.BENCHMARK_SCHEMA], poolConfig: { max: 20 } })],
    grafserv: { graphiql: false, watch: false },
  });
  const server = createServer();
  // Connections wait while the others have their turns.
  server.keepAliveTimeout = 0;
  await instance.createServ(grafserv).addTo(server);
  await instance.getSchema();
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
}

process.stdin.on("end", () => process.exit(0)).resume();
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
