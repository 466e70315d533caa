'use strict';

(() => {
  const endpoint = '/graphql';
  const tenantKey = 'rustok:tenant';
  const template = document.querySelector('meta[name="trace-url-template"]').content;
  const tenant = document.getElementById('tenant');
  const trace = document.getElementById('trace');
  const traceLink = document.getElementById('trace-link');
  const traceTime = document.getElementById('trace-time');

  tenant.value = localStorage.getItem(tenantKey) ?? 'demo';
  tenant.addEventListener('change', () => localStorage.setItem(tenantKey, tenant.value.trim()));

  const headersOfTenant = () => (tenant.value.trim() ? { 'X-Tenant-ID': tenant.value.trim() } : {});

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
      const traceId = result.extensions?.traceId ?? response.headers.get('X-Trace-Id');
      showTrace(traceId, performance.now() - started);
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
