// The address of the page: #/events/12?state=retrying names a page, an event and a filter.

const KEYS = ['state', 'text', 'person', 'reason', 'payload', 'within', 'slower', 'request'];

/** What the address names. Unknown parameters are left out. */
export function address() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [page = '', n] = path.split('/');
  const given = new URLSearchParams(query);
  const filter = Object.fromEntries(KEYS.filter((key) => given.get(key)).map((key) => [key, given.get(key)]));
  return { page, n: Number(n) || 0, filter };
}

/** A link within the console. */
export function link(page, n = 0, filter = {}) {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString();
  return `#/${page}${n ? `/${n}` : ''}${query ? `?${query}` : ''}`;
}

/** Changes the filter in the address without a step in the browser's history. */
export function refine(filter) {
  const { page, n } = address();
  history.replaceState(null, '', link(page || 'events', n, filter));
  dispatchEvent(new HashChangeEvent('hashchange'));
}
