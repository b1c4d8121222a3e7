/**
 * What one browser remembers between pages. Blocked storage (private mode, policy) means forgetting, never an error.
 * Messages themselves live on the server; only unsent ones are kept here.
 */

const PREFIX = "hearthline.";

/**
 * @param {() => Storage} area  Called late: merely reading window.localStorage throws where storage is blocked.
 */
function memory(area) {
  return {
    /** @param {string} key */
    get(key) {
      try {
        return area().getItem(PREFIX + key);
      } catch {
        return null;
      }
    },
    /** @param {string} start @returns {string[]} the values whose key begins with start */
    all(start) {
      try {
        return Object.entries(area())
          .filter(([key]) => key.startsWith(PREFIX + start))
          .map(([, value]) => value);
      } catch {
        return [];
      }
    },
    /** @param {string} key @param {string|null} value */
    set(key, value) {
      try {
        if (value === null) area().removeItem(PREFIX + key);
        else area().setItem(PREFIX + key, value);
      } catch {
        // Nothing to do: the chat works without it.
      }
    },
  };
}

export const browserMemory = memory(() => window.localStorage);
export const tabMemory = memory(() => window.sessionStorage);
