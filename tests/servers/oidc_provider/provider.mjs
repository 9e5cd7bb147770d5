// A real OpenID Connect provider on loopback: node provider.mjs PORT SECONDS SECRET
// Tokens live SECONDS; any user name and password log in. "wetread" is a native client, "machine" one with SECRET.
import Provider from 'oidc-provider';

const [port, seconds, secret] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'wetread',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
    },
    {
      client_id: 'machine',
      client_secret: secret,
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
    },
  ],
  clockTolerance: 0,
  pkce: { required: () => true },
  rotateRefreshToken: true,
  scopes: ['openid', 'offline_access'],
  issueRefreshToken: async (context, client, code) => code.scopes.has('offline_access'),
  ttl: { AccessToken: Number(seconds), ClientCredentials: Number(seconds) },
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
  },
});
provider.listen(Number(port), '127.0.0.1');
