// A provider as people run one. Prints its port, takes the portal's address as its first line, and ends with its input.
import http from 'node:http';
import readline from 'node:readline';
import Provider from 'oidc-provider';

let answer = (_, response) => { response.statusCode = 503; response.end(); };
const server = http.createServer((request, response) => answer(request, response));

function configuration(portal) {
  return {
    clients: [{
      client_id: 'portal',
      client_secret: 'only-for-tests',
      redirect_uris: [`${portal}/sign-in/callback`],
      post_logout_redirect_uris: [`${portal}/sign-in`],
      backchannel_logout_uri: `${portal}/sign-in/ended`,
      backchannel_logout_session_required: true,
    }],
    claims: { openid: ['sub'], profile: ['name'], groups: ['groups'] },
    cookies: { keys: ['only-for-tests'] },
    features: { backchannelLogout: { enabled: true } },
    // The portal listens on this machine, which the provider's own dispatcher keeps from being called.
    fetch: (url, options) => globalThis.fetch(url, { ...options, dispatcher: undefined }),
    findAccount: async (_, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: `${id} of the provider`, groups: id === 'ada' ? ['/admins', '/demo'] : ['/demo'] }),
    }),
  };
}

server.listen(0, '127.0.0.1', () => console.log(server.address().port));
const input = readline.createInterface({ input: process.stdin });
input.once('line', (portal) => {
  const provider = new Provider(`http://127.0.0.1:${server.address().port}`, configuration(portal));
  answer = provider.callback();
  console.log('ready');
});
input.on('close', () => process.exit(0));
