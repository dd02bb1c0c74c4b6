// The TypeScript SDK as an agent: lists the tools of an address, calls what it is told to, prints what came as JSON.
// usage: agent.mjs MODULES URL TOKEN CALLS
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, url, token, calls] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const load = (name) => import(pathToFileURL(require.resolve(`@modelcontextprotocol/sdk/${name}`)));
const { Client } = await load("client/index.js");
const { StreamableHTTPClientTransport } = await load("client/streamableHttp.js");

const client = new Client({ name: "test", version: "1" });
const requestInit = { headers: { authorization: `Bearer ${token}` } };
await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
const { tools } = await client.listTools();
const answers = [];
for (const call of JSON.parse(calls)) answers.push(await client.callTool(call));
console.log(JSON.stringify({ server: client.getServerVersion(), tools, answers }));
await client.close();
