// The codes of the functions' log lines, in few words.

const WORDS = {
  unavailable: 'Regal is unavailable', throttled: 'throttled by Regal', unauthorised: 'key rejected by Regal', misdirected: 'wrong endpoint',
  suspect: 'unexpected status', dead_letter_failed: 'dead-letter queue unavailable', in_progress: 'another invocation posts',
  breaker_open: 'circuit breaker open', out_of_time: 'the invocation ended', error: 'the bridge failed on it', died: 'the invocation died',
  rejected: 'rejected by Regal', unknown_outcome: 'perhaps delivered', poison_event: 'poison event', expired: 'waited 13 days',
  too_many_receives: 'moved by SQS after too many receives', too_large: 'too large', privacy_delete: 'privacy deletion, for you to do',
  invalid_event: 'no readable event', invalid_type: 'no type that Segment defines', invalid_event_name: 'a track call without a name',
  no_identifier: 'no identifier', nothing_to_send: 'nothing to send', integrations_false: 'switched off in integrations', group: 'group call',
  alias: 'alias call', page_and_screen_off: 'page and screen calls are off', regal_event: "Regal's own event",
  http_400: 'not JSON', http_405: 'not a POST', http_413: 'too large', http_415: 'encoded', http_423: 'not authentic', http_503: 'unavailable',
};

/** Few words for a code; an unknown code stands for itself. */
export const inWords = (code) => WORDS[code] ?? code;

/** The reason beside a state, for example "Regal is unavailable (503)". */
export function reason(row) {
  const status = row.detail.startsWith('http_') ? ` (${row.detail.slice('http_'.length)})` : '';
  return row.reason === '' ? '' : inWords(row.reason) + status;
}
