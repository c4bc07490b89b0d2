// Opens the form that says what is in the way when there is no signal, on devices whose owner wanted that.
// It answers for that page and what it is drawn with, always asks the site first, and writes nothing:
// what lies on the shelf was put there by the page itself, as anybody sees it (barrier.js).

const SHELF = "headway-barrier-form-1";
const PATIENCE = 4000; // ms that a weak signal gets before the shelf answers

const shelved = (request) =>
  caches.match(request, { cacheName: SHELF, ignoreVary: true, ignoreSearch: request.mode === "navigate" });

/** Answer from the site; from the shelf when the site does not answer, or not for a while. */
const answer = (request) =>
  new Promise((done, fail) => {
    const bell = setTimeout(async () => {
      const kept = await shelved(request);
      if (kept) {
        done(kept);
      }
    }, PATIENCE);
    fetch(request).then(
      (response) => {
        clearTimeout(bell);
        done(response);
      },
      async (fault) => {
        clearTimeout(bell);
        const kept = await shelved(request);
        if (kept) {
          done(kept);
        } else {
          fail(fault);
        }
      },
    );
  });

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") {
    event.respondWith(answer(event.request));
  }
});
