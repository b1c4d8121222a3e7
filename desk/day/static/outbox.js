/*
 * Taps saved on the phone until the office has them: in order, each under a key of its own, so that
 * sending one twice counts once. Shared by the page and the worker behind it; touches no document.
 * The phone forgets after a day what it has kept, and says how many taps went with it unsent.
 */
"use strict";

self.Outbox = (() => {
  const CHANNEL = "hearthline-day";
  const PAGES = "day-pages";
  const KEPT_MS = 24 * 60 * 60 * 1000; // the office takes no tap that is older
  const RETRY = new Set([408, 425, 429]);

  function open() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open("hearthline-day", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("taps", { keyPath: "id", autoIncrement: true });
        request.result.createObjectStore("me");
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  /** One transaction on a store; resolves when it is really on disk. */
  async function within(store, mode, work) {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(store, mode);
        const request = work(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  const add = (tap) => within("taps", "readwrite", (taps) => taps.add(tap));
  const remove = (id) => within("taps", "readwrite", (taps) => taps.delete(id));
  const all = () => within("taps", "readonly", (taps) => taps.getAll());
  const me = () => within("me", "readonly", (store) => store.get("me"));
  const setMe = (value) => within("me", "readwrite", (store) => store.put(value, "me"));

  const lost = (operative) => within("me", "readonly", (store) => store.get(`lost ${operative}`));
  const setLost = (operative, count) => within("me", "readwrite", (store) => store.put(count, `lost ${operative}`));

  /** How many of this operative's taps were never sent; told once. */
  async function takeLost(operative) {
    const count = (await lost(operative)) ?? 0;
    if (count) await setLost(operative, 0);
    return count;
  }

  /** Forgets pages, taps and who was signed in, a day after they were read or tapped. */
  async function forgetOld(now = Date.now()) {
    const isOld = (at) => !(now - at <= KEPT_MS);
    for (const tap of await all()) {
      if (!isOld(Date.parse(tap.tappedAt))) continue;
      await setLost(tap.operative, ((await lost(tap.operative)) ?? 0) + 1);
      await remove(tap.id);
    }
    const who = await me();
    if (who && isOld(who.at)) await within("me", "readwrite", (store) => store.delete("me"));
    if (!("caches" in self)) return;
    const pages = await caches.open(PAGES);
    for (const request of await pages.keys()) {
      const kept = await pages.match(request);
      if (isOld(Date.parse(kept?.headers.get("Date")))) await pages.delete(request);
    }
  }

  /** At sign-out: nothing of the day stays, sent or not. */
  async function forgetAll() {
    await within("taps", "readwrite", (taps) => taps.clear());
    await within("me", "readwrite", (store) => store.clear());
    if ("caches" in self) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  }

  /** The taps of whoever is signed in; another operative's stay for them. */
  async function mine() {
    const who = await me();
    return who ? (await all()).filter((tap) => tap.operative === who.operative) : [];
  }

  function key() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function body(tap) {
    const form = new FormData();
    for (const [name, value] of tap.fields) form.append(name, value);
    form.set("key", tap.key);
    form.set("tapped_at", tap.tappedAt);
    return form;
  }

  /** What came of one tap: {done, sentence, counted, state}, or {wait: why} when it must stay. */
  async function send(tap, csrf) {
    let response;
    try {
      response = await fetch(tap.url, {
        method: "POST",
        body: body(tap),
        headers: { Accept: "application/json", "X-CSRF-Token": csrf },
        redirect: "error",
      });
    } catch {
      return { wait: "line" };
    }
    if (response.status === 401) return { wait: "signin" };
    if (response.status === 403) return { wait: "reload" };
    if (response.status >= 500 || RETRY.has(response.status)) return { wait: "line" };
    const said = await response.json().catch(() => ({}));
    return { done: true, counted: response.ok && said.counted, state: said.state, sentence: said.sentence };
  }

  async function sendInOrder() {
    const who = await me();
    for (let tap = (await mine())[0]; tap; tap = (await mine())[0]) {
      const came = await send(tap, who.csrf);
      if (came.wait) return tell({ wait: came.wait });
      await remove(tap.id);
      tell({ ...came, url: tap.url, kind: tap.kind });
    }
    return undefined;
  }

  function tell(news) {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage(news);
    channel.close();
  }

  /** Sends what is saved, one page or worker at a time. */
  function flush() {
    if (!navigator.locks) return sendInOrder();
    return navigator.locks.request(CHANNEL, { ifAvailable: true }, (lock) => lock && sendInOrder());
  }

  return { CHANNEL, PAGES, KEPT_MS, add, flush, forgetAll, forgetOld, key, mine, setMe, takeLost };
})();
