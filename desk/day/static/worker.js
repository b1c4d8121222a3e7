/*
 * Keeps the operative's pages readable without a signal, and sends saved taps when it comes back.
 * The network is asked first; a page read before is shown when it does not answer in time.
 */
"use strict";

importScripts("outbox.js");

const { PAGES } = Outbox;
const FILES = "day-files";
const PATIENCE_MS = 5000;
const NOT_READ = "<!doctype html><html lang=en-GB><meta charset=utf-8>" +
  "<meta name=viewport content='width=device-width, initial-scale=1'><title>No signal</title>" +
  "<h1>No signal</h1><p>This page was not read before. <a href='/day'>Today's jobs</a></p></html>";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(Outbox.forgetOld().then(() => self.clients.claim())));
self.addEventListener("sync", (event) => event.waitUntil(Outbox.forgetOld().then(Outbox.flush)));

self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(keep(event.data.keep));
  if (event.data.forget) event.waitUntil(forget().then(() => event.ports[0]?.postMessage("done")));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/day/static/")) event.respondWith(file(request));
  else if (isPage(url)) event.respondWith(page(event, url));
});

function isPage(url) {
  return url.pathname === "/day" || url.pathname.startsWith("/day/jobs/");
}

/** The address without what only says how the last action went. */
function place(url) {
  const on = url.searchParams.get("on");
  return url.pathname + (on ? `?on=${on}` : "");
}

async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) (await caches.open(FILES)).put(request, response.clone());
  return response;
}

async function page(event, url) {
  await Outbox.forgetOld();
  const pages = await caches.open(PAGES);
  const fresh = fetch(event.request).then(async (response) => {
    if (response.status === 200 && !response.redirected) await pages.put(place(url), response.clone());
    return response;
  });
  event.waitUntil(fresh.catch(() => undefined));
  const kept = await pages.match(place(url));
  if (!kept) return fresh.catch(noSignal);
  const tired = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  return Promise.race([fresh, tired]).catch(() => kept);
}

function noSignal() {
  return new Response(NOT_READ, { status: 503, headers: { "Content-Type": "text/html" } });
}

/** Reads these pages and files now; jobs that are not in the list any more are forgotten. */
async function keep({ pages, files }) {
  const cache = await caches.open(PAGES);
  const wanted = new Set(pages);
  for (const request of await cache.keys()) {
    if (!wanted.has(place(new URL(request.url)))) await cache.delete(request);
  }
  await Promise.allSettled([...pages.map((path) => readPage(cache, path)), ...files.map((path) => file(new Request(path)))]);
}

async function readPage(cache, path) {
  const response = await fetch(path, { redirect: "manual" });
  if (response.status === 200) await cache.put(path, response);
}

async function forget() {
  await Promise.all([caches.delete(PAGES), caches.delete(FILES)]);
}
