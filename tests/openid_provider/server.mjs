// A certified OpenID provider on loopback: whoever writes a name and any password is that name (`sub`).
import * as oidc from "oidc-provider";

const { PORT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI } = process.env;
const issuer = `http://127.0.0.1:${PORT}`;
const provider = new oidc.Provider(issuer, {
  clients: [
    {
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      redirect_uris: [REDIRECT_URI],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  // An e-mail address in the token, which must open nothing by itself.
  claims: { openid: ["sub", "email"] },
  conformIdTokenClaims: false,
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: process.env.EMAIL, email_verified: true }),
  }),
  pkce: { required: () => true },
  cookies: { keys: ["of the tests"] },
});
provider.listen(Number(PORT), "127.0.0.1", () => console.log("ready"));
