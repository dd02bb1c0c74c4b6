// A provider of OpenID Connect (npm: oidc-provider) on loopback: node provider.mjs PORT REDIRECT. Its own form lets
// anybody in under any name; one client, whose secret is told below.
import Provider from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "newsworld", client_secret: "a secret: of the tests/2", redirect_uris: [redirect] }],
  claims: { openid: ["sub"], profile: ["preferred_username"] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: `${id} of Norland` }) }),
  cookies: { keys: ["a key of the tests"] },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
