'use strict';

(() => {
  const endpoint = '/graphql';
  const tenantKey = 'rustok:tenant';
  const template = document.querySelector('meta[name="trace-url-template"]').content;
  const tenant = document.getElementById('tenant');
  const trace = document.getElementById('trace');
  const traceLink = document.getElementById('trace-link');
  const traceTime = document.getElementById('trace-time');

  const form = document.getElementById('sign-in');
  const signedIn = document.getElementById('signed-in');
  const problem = document.getElementById('sign-in-error');

  tenant.value = localStorage.getItem(tenantKey) ?? 'demo';
  tenant.addEventListener('change', () => {
    localStorage.setItem(tenantKey, tenant.value.trim());
    showSession();
  });

  const headersOfTenant = () => (tenant.value.trim() ? { 'X-Tenant-ID': tenant.value.trim() } : {});

  // A session for each tenant, for this tab and as long as it is open.
  const sessionKey = () => `rustok:session:${tenant.value.trim()}`;
  const readSession = () => JSON.parse(sessionStorage.getItem(sessionKey()) ?? 'null');

  function keepSession(payload) {
    if (payload) sessionStorage.setItem(sessionKey(), JSON.stringify(payload));
    else sessionStorage.removeItem(sessionKey());
    showSession();
  }

  function showSession(error) {
    const session = readSession();
    form.hidden = Boolean(session);
    signedIn.hidden = !session;
    document.getElementById('who').textContent = session ? `${session.user.email} (${session.user.role})` : '';
    problem.textContent = error ?? '';
    problem.hidden = !error;
  }

  async function callServer(query, variables, token) {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        ...headersOfTenant(),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
    const result = await response.json();
    if (result.errors?.length) throw new Error(result.errors.map((error) => error.message).join(' '));
    return result.data;
  }

  const tokens = '{ accessToken accessTokenExpiresAt refreshToken user { email role } }';
  let refreshing = null;

  // A refresh token is good once, so two operations at a time must not both use it.
  async function refresh(session) {
    try {
      const data = await callServer(
        `mutation($input: RefreshSessionInput!) { refreshSession(input: $input) ${tokens} }`,
        { input: { refreshToken: session.refreshToken } },
      );
      keepSession(data.refreshSession);
    } catch {
      keepSession(null);
    }
  }

  async function headersOfSession() {
    const session = readSession();
    if (session && Date.parse(session.accessTokenExpiresAt) - Date.now() < 30_000) {
      refreshing ??= refresh(session).finally(() => { refreshing = null; });
      await refreshing;
    }
    const token = readSession()?.accessToken;
    return token ? { Authorization: `Bearer ${token}` } : {};
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const password = document.getElementById('password');
    try {
      const data = await callServer(
        `mutation($input: SignInInput!) { signIn(input: $input) ${tokens} }`,
        { input: { email: document.getElementById('email').value, password: password.value } },
      );
      password.value = '';
      keepSession(data.signIn);
    } catch (error) {
      showSession(error.message);
    }
  });

  document.getElementById('sign-out').addEventListener('click', async () => {
    const token = readSession()?.accessToken;
    keepSession(null);
    await callServer('mutation { signOut { done } }', undefined, token).catch(() => {});
  });

  showSession();

  function showTrace(traceId, milliseconds) {
    if (!template || !traceId) {
      trace.hidden = true;
      return;
    }
    traceLink.href = template.replaceAll('{traceId}', traceId);
    traceLink.textContent = traceId;
    traceTime.textContent = `${milliseconds.toFixed(0)} ms`;
    trace.hidden = false;
  }

  async function fetcher(parameters, options) {
    const started = performance.now();
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        Accept: 'application/graphql-response+json, application/json;q=0.9',
        'Content-Type': 'application/json',
        ...headersOfTenant(),
        ...(await headersOfSession()),
        ...options?.headers,
      },
      body: JSON.stringify(parameters),
    });
    const text = await response.text();
    let result;
    try {
      result = JSON.parse(text);
    } catch {
      result = { errors: [{ message: `HTTP ${response.status} ${response.statusText}`, extensions: { body: text.slice(0, 2000) } }] };
    }
    if (parameters.operationName !== 'IntrospectionQuery') {
      const traceId = response.headers.get('X-Trace-Id') ?? result.extensions?.traceId;
      showTrace(traceId, performance.now() - started);
      document.dispatchEvent(new CustomEvent('rustok:operation', { detail: { traceId } }));
    }
    return result;
  }

  document.getElementById('schema').addEventListener('click', async () => {
    const response = await fetch(`${endpoint}/schema`, { headers: headersOfTenant() });
    const file = URL.createObjectURL(new Blob([await response.text()], { type: 'text/plain;charset=utf-8' }));
    const link = Object.assign(document.createElement('a'), { href: file, download: 'schema.graphql' });
    link.click();
    URL.revokeObjectURL(file);
  });

  const examples = [
    {
      query: `# Ctrl-Enter runs the operation under the cursor.
# The trace of each response is one click away, in the bar above.
query Nodes($first: Int = 10, $after: String) {
  nodes(first: $first, after: $after) {
    edges {
      cursor
      node {
        id
        kind
        status
        title
        slug
        publishedAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
    },
    {
      query: `query Search($text: String!) {
  search(query: $text, first: 10) {
    edges {
      node {
        id
        title
      }
    }
  }
}
`,
      variables: '{\n  "text": "template"\n}',
    },
    {
      query: `mutation CreateNode($input: CreateNodeInput!) {
  createNode(input: $input) {
    id
    status
    version
  }
}
`,
      variables: JSON.stringify({ input: { kind: 'POST', translations: [{ locale: 'en', title: 'Hello', slug: 'hello' }] } }, null, 2),
    },
  ];

  ReactDOM.createRoot(document.getElementById('graphiql')).render(
    React.createElement(GraphiQL, {
      fetcher,
      defaultTabs: examples,
      shouldPersistHeaders: false,
      defaultEditorToolsVisibility: 'variables',
    }),
  );
})();
