'use strict';

// The trace of the operation that was run last, as far as it has arrived. page.js says which by the event `rustok:operation`.
(() => {
  const tracePath = document.querySelector('meta[name="trace-path"]').content;
  if (!tracePath) return;

  const template = document.querySelector('meta[name="trace-url-template"]').content;
  const closedKey = 'rustok:waterfall-closed';

  const panel = document.getElementById('waterfall');
  const toggle = document.getElementById('waterfall-toggle');
  const legend = document.getElementById('waterfall-services');
  const stateText = document.getElementById('waterfall-state');
  const again = document.getElementById('waterfall-again');
  const link = document.getElementById('waterfall-link');
  const body = document.getElementById('waterfall-body');
  const axis = document.getElementById('waterfall-axis');
  const tree = document.getElementById('waterfall-tree');
  const aside = document.getElementById('waterfall-span');
  const asideName = document.getElementById('waterfall-name');
  const attributes = document.getElementById('waterfall-attributes');

  // Milliseconds: the first look, the wait that grows after each one, its bound, and when nobody looks any more.
  const firstLook = 300;
  const wait = 500;
  const growth = 1.25;
  const longestWait = 2_000;
  const patience = 10_000;
  const colours = 6;

  let following = new AbortController();
  let traceId = null;
  let trace = null;
  let folded = new Set();
  let seen = new Set();
  let current = null;
  let chosen = null;

  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  function duration(milliseconds) {
    if (milliseconds >= 1_000) return `${(milliseconds / 1_000).toFixed(2)} s`;
    return `${milliseconds.toFixed(milliseconds >= 100 ? 0 : milliseconds >= 10 ? 1 : 2)} ms`;
  }

  function say(text) {
    if (stateText.textContent !== text) stateText.textContent = text;
  }

  const pause = (milliseconds, signal) => new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });

  /** What is known of the trace, or a sentence that says why nothing is. */
  async function look(id, signal) {
    try {
      const response = await fetch(tracePath + id, { headers: { Accept: 'application/json' }, signal });
      if (response.ok) return { trace: await response.json() };
      if (response.status === 404) return {};
      const problem = await response.json().catch(() => null);
      return { problem: problem?.detail ?? `The trace cannot be read: HTTP ${response.status}.` };
    } catch (error) {
      return { problem: `The trace cannot be read: ${error.message}` };
    }
  }

  const childrenIn = (spans) => {
    const known = new Set(spans.map((span) => span.id));
    return Map.groupBy(spans, (span) => (known.has(span.parentId) ? span.parentId : null));
  };

  /** Whether all has come that can be expected: the request itself, and for each event that was written its handling elsewhere. */
  function isComplete({ spans }) {
    const children = childrenIn(spans);
    const isHandled = (span) => (children.get(span.id) ?? []).some((child) => child.kind === 'consumer' || isHandled(child));
    const kinds = new Map(spans.map((span) => [span.id, span.kind]));
    return spans.some((span) => !span.parentId)
      && spans.filter((span) => span.kind === 'producer' && kinds.get(span.parentId) !== 'producer').every(isHandled);
  }

  async function follow(id) {
    following.abort();
    following = new AbortController();
    const { signal } = following;
    const until = performance.now() + patience;
    again.hidden = true;
    say('waiting for spans…');
    let next = wait;
    let complete = false;
    await pause(firstLook, signal);
    while (!signal.aborted) {
      const answer = await look(id, signal);
      if (signal.aborted) return;
      const grown = answer.trace && answer.trace.spanCount !== trace?.spanCount;
      if (answer.trace) {
        trace = answer.trace;
        if (grown) draw();
      }
      // Spans of one process come in batches, so that the last one is known only by nothing more coming.
      if (complete && !grown && answer.trace) {
        say(summary());
        return;
      }
      complete = Boolean(answer.trace) && isComplete(answer.trace);
      if (performance.now() + next > until) {
        again.hidden = false;
        say(answer.problem ?? (trace ? `${summary()}; no more came within ${patience / 1_000} s` : `nothing came within ${patience / 1_000} s`));
        return;
      }
      say(answer.problem ?? (trace ? `${summary()}; ${complete ? 'is there more?' : 'more is on its way…'}` : 'waiting for spans…'));
      await pause(next, signal);
      next = Math.min(next * growth, longestWait);
    }
  }

  function summary() {
    const left = trace.spanCount - trace.spans.length;
    return `${trace.spanCount} span${trace.spanCount === 1 ? '' : 's'}, ${duration(trace.durationMs)}${left ? `; the first ${trace.spans.length} are shown` : ''}`;
  }

  function draw() {
    const services = [...new Set(trace.spans.map((span) => span.service))];
    const colourOf = (service) => `service-${services.indexOf(service) % colours}`;
    legend.replaceChildren(...services.map((service) => element('span', { className: colourOf(service), textContent: service })));

    const total = trace.durationMs || 1;
    axis.replaceChildren(element('span'), element('span', {}, ...[0, 1, 2, 3, 4].map((quarter) =>
      element('span', { textContent: quarter ? duration((total * quarter) / 4) : '0', style: `left: ${quarter * 25}%` }))));

    const children = childrenIn(trace.spans);
    const hadFocus = tree.contains(document.activeElement);
    const isFirst = seen.size === 0;
    const rows = [];
    const add = (span, level, service) => {
      const below = children.get(span.id) ?? [];
      rows.push(row(span, { level, below, total, crosses: span.service !== service, isNew: !isFirst && !seen.has(span.id), colour: colourOf(span.service) }));
      if (!folded.has(span.id)) below.forEach((child) => add(child, level + 1, span.service));
    };
    (children.get(null) ?? []).forEach((span) => add(span, 1, null));
    trace.spans.forEach((span) => seen.add(span.id));
    tree.replaceChildren(...rows);
    move(rows.find((r) => r.dataset.id === current) ?? rows[0], hadFocus);
    describe();
  }

  function row(span, { level, below, total, crosses, isNew, colour }) {
    const left = (span.startMs / total) * 100;
    const width = (span.durationMs / total) * 100;
    const bar = element('span', { className: 'bar', style: `left: ${left}%; width: ${width}%` });
    // Behind the bar, or before it where there is no room behind.
    const label = left + width < 85
      ? element('span', { className: 'took', style: `left: ${left + width}%`, textContent: duration(span.durationMs) })
      : element('span', { className: 'took before', style: `right: ${100 - left}%`, textContent: duration(span.durationMs) });
    const fold = element('span', { className: 'fold', textContent: below.length === 0 ? '' : folded.has(span.id) ? '▸' : '▾' });
    const name = element('span', { className: 'name', style: `padding-left: ${(level - 1) * 0.9}rem`, title: span.name }, fold,
      element('span', { className: 'text', textContent: span.name }),
      ...(span.error ? [element('span', { className: 'failed', textContent: 'error' })] : []),
      ...(crosses ? [element('span', { className: 'service', textContent: span.service })] : []));
    const made = element('div', { className: `row ${colour}${span.error ? ' error' : ''}${isNew ? ' new' : ''}`, tabIndex: -1, role: 'treeitem' },
      name, element('span', { className: 'track' }, bar, label));
    made.dataset.id = span.id;
    made.setAttribute('aria-level', level);
    made.setAttribute('aria-selected', span.id === chosen);
    made.setAttribute('aria-label', `${span.name}, ${span.service}, ${span.kind}, ${duration(span.durationMs)}${span.error ? ', error' : ''}`);
    if (below.length > 0) made.setAttribute('aria-expanded', !folded.has(span.id));
    return made;
  }

  /** One row is in the order of the Tab key, the one that was left last. */
  function move(to, focus) {
    if (!to) return;
    tree.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1');
    to.tabIndex = 0;
    current = to.dataset.id;
    if (focus) to.focus();
  }

  function choose(id) {
    chosen = chosen === id ? null : id;
    tree.querySelectorAll('.row').forEach((r) => r.setAttribute('aria-selected', r.dataset.id === chosen));
    describe();
  }

  function describe() {
    const span = trace?.spans.find((s) => s.id === chosen);
    aside.hidden = !span;
    if (!span) return;
    asideName.textContent = span.name;
    const facts = { service: span.service, kind: span.kind, start: duration(span.startMs), duration: duration(span.durationMs), 'span id': span.id };
    attributes.replaceChildren(...[...Object.entries(facts), ...Object.entries(span.attributes)].flatMap(([name, value]) =>
      [element('dt', { textContent: name }), element('dd', { textContent: value })]));
  }

  function fold(id, closed) {
    if (closed) folded.add(id);
    else folded.delete(id);
    draw();
  }

  tree.addEventListener('click', (event) => {
    const clicked = event.target.closest('.row');
    if (!clicked) return;
    move(clicked, true);
    if (event.target.closest('.fold') && clicked.hasAttribute('aria-expanded')) fold(clicked.dataset.id, !folded.has(clicked.dataset.id));
    else choose(clicked.dataset.id);
  });

  tree.addEventListener('keydown', (event) => {
    const at = event.target.closest('.row');
    if (!at || event.ctrlKey || event.altKey || event.metaKey) return;
    const expanded = at.getAttribute('aria-expanded');
    const parent = () => {
      let before = at.previousElementSibling;
      while (before && before.getAttribute('aria-level') >= at.getAttribute('aria-level')) before = before.previousElementSibling;
      return before;
    };
    const keys = {
      ArrowDown: () => move(at.nextElementSibling, true),
      ArrowUp: () => move(at.previousElementSibling, true),
      Home: () => move(tree.firstElementChild, true),
      End: () => move(tree.lastElementChild, true),
      ArrowRight: () => (expanded === 'false' ? fold(at.dataset.id, false) : expanded === 'true' && move(at.nextElementSibling, true)),
      ArrowLeft: () => (expanded === 'true' ? fold(at.dataset.id, true) : move(parent(), true)),
      Enter: () => choose(at.dataset.id),
      ' ': () => choose(at.dataset.id),
      Escape: () => chosen && choose(chosen),
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });

  function close() {
    if (chosen) choose(chosen);
    tree.querySelector('[tabindex="0"]')?.focus();
  }

  document.getElementById('waterfall-close').addEventListener('click', close);
  aside.addEventListener('keydown', (event) => event.key === 'Escape' && close());
  again.addEventListener('click', () => follow(traceId));

  function showBody(isOpen) {
    body.hidden = !isOpen;
    toggle.setAttribute('aria-expanded', isOpen);
  }

  toggle.addEventListener('click', () => {
    const isOpen = body.hidden;
    showBody(isOpen);
    localStorage.setItem(closedKey, isOpen ? '' : 'closed');
  });
  showBody(!localStorage.getItem(closedKey));

  document.addEventListener('rustok:operation', ({ detail }) => {
    if (!detail.traceId) return;
    [traceId, trace, current, chosen, folded, seen] = [detail.traceId, null, null, null, new Set(), new Set()];
    [legend, axis, tree].forEach((part) => part.replaceChildren());
    describe();
    link.hidden = !template;
    if (template) link.href = template.replaceAll('{traceId}', traceId);
    panel.hidden = false;
    follow(traceId);
  });
})();
