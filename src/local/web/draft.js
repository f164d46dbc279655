// The payload that is being composed. It stays until the tab is closed.

const STORED = 'console.draft';
let text = sessionStorage.getItem(STORED) ?? '';

export const draft = {
  read: () => text,
  write(next) {
    text = next;
    try {
      sessionStorage.setItem(STORED, next);
    } catch {
      sessionStorage.removeItem(STORED); // it is larger than the browser stores
    }
  },
};
