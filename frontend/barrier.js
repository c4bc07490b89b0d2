// Saying what is in the way with a bad signal: kept on the device, sent once when the signal is back.
// Without this script the form works all the same.

const form = document.querySelector("form[data-barrier]");
const state = document.querySelector("[data-barrier-state]");
const DRAFT = "headway-barrier-draft";
const KEEP = "headway-barrier-keep"; // that the person wants this device to keep things
const SHELF = "headway-barrier-form-1"; // another number when what lies there is of another kind
const NEVER_KEPT = new Set(["code", "place", "step", "picture"]);

/** Open the box of what waits to be sent; files fit in, which the simpler store of a browser cannot hold. */
const box = () =>
  new Promise((done, fail) => {
    const asked = indexedDB.open("headway-barriers", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("waiting");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });

/** Do one thing with the box and give back its result. */
const withBox = async (mode, act) => {
  const store = (await box()).transaction("waiting", mode).objectStore("waiting");
  return new Promise((done, fail) => {
    const asked = act(store);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
};

/** Write a code so that people can copy it by hand. */
const inFours = (code) => code.match(/.{1,4}/g).join(" ");

/** Say how it stands, with the code where there is one. */
const say = (text, code = "") => {
  if (!state) {
    return;
  }
  state.textContent = text;
  if (code) {
    const strong = document.createElement("strong");
    strong.textContent = ` ${inFours(code)}`;
    state.append(strong);
  }
};

/** Make 128 random bits on the device; the site learns of them only with what is sent. */
const newCode = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Send one that waits. Without a name no cookie goes with it. Return whether it need not wait any more. */
const send = async ([code, waiting]) => {
  const body = new FormData();
  for (const [name, value] of waiting.fields) {
    body.append(name, value);
  }
  const named = waiting.fields.some(([name, value]) => name === "identity" && value === "named");
  const answer = await fetch(waiting.to, { method: "POST", body, credentials: named ? "same-origin" : "omit" });
  if (answer.ok) {
    say(state?.dataset.sent ?? "", code);
    return true;
  }
  if (answer.status === 422) {
    say(state?.dataset.failed ?? "");
    return true;
  }
  return false;
};

let busy = false;

/** Send everything that waits, each once: the code is the key under which the site knows it again. */
const sendAll = async () => {
  if (busy) {
    return;
  }
  busy = true;
  try {
    const codes = await withBox("readonly", (store) => store.getAllKeys());
    for (const code of codes) {
      const waiting = await withBox("readonly", (store) => store.get(code));
      say(state?.dataset.waits ?? "", code);
      if (navigator.onLine && (await send([code, waiting]))) {
        await withBox("readwrite", (store) => store.delete(code));
      }
    }
  } catch {
    // The signal went again: it stays in the box.
  } finally {
    busy = false;
  }
};

/** Put the form into the box instead of sending it. */
const wait = async () => {
  const fields = [...new FormData(form)].filter(([name]) => name !== "step");
  const code = String(fields.find(([name]) => name === "code")?.[1] ?? newCode());
  await withBox("readwrite", (store) => store.put({ to: form.action, fields: [...fields, ["step", "send"]] }, code));
  localStorage.removeItem(DRAFT);
  say(state.dataset.offline, code);
};

/** Lay this form and what it is drawn with on the device, as anybody sees it: so it opens without signal. */
const shelve = async () => {
  await document.fonts.ready;
  const drawn = performance
    .getEntriesByType("resource")
    .filter((each) => each.initiatorType !== "fetch" && new URL(each.name).origin === location.origin)
    .map((each) => each.name);
  const shelf = await caches.open(SHELF);
  const needed = [location.pathname, ...new Set(drawn)];
  await shelf.addAll(needed.map((each) => new Request(each, { credentials: "omit" })));
  for (const name of await caches.keys()) {
    if (name.startsWith("headway-barrier-form-") && name !== SHELF) {
      await caches.delete(name);
    }
  }
  await navigator.serviceWorker.register(`${location.pathname}worker.js`);
};

/** Take the form off the device again. */
const unshelve = async () => {
  await caches.delete(SHELF);
  for (const each of await navigator.serviceWorker.getRegistrations()) {
    await each.unregister();
  }
};

/** Keep what is typed, and the form itself, if the person wants that on this device. */
const keepHere = (keep) => {
  const shelves = "serviceWorker" in navigator && "caches" in window;
  let last = Promise.resolve(); // one after the other: who unticks at once is left with nothing
  const choose = () => {
    if (keep.checked) {
      localStorage.setItem(KEEP, "yes");
    } else {
      localStorage.removeItem(KEEP);
    }
    if (shelves) {
      // Without signal nothing can be fetched: the next visit does it.
      last = last.then(keep.checked ? shelve : unshelve).catch(() => undefined);
    }
  };
  const save = () => {
    const fields = [...new FormData(form)].filter(([name, value]) => !NEVER_KEPT.has(name) && value);
    if (keep.checked) {
      localStorage.setItem(DRAFT, JSON.stringify(fields));
    } else {
      localStorage.removeItem(DRAFT);
    }
  };
  const kept = localStorage.getItem(DRAFT);
  keep.checked = Boolean(kept || localStorage.getItem(KEEP));
  if (kept) {
    for (const [name, value] of JSON.parse(kept)) {
      for (const field of form.elements) {
        if (field.name === name && field.type === "radio") {
          field.checked = field.value === value;
        } else if (field.name === name && !field.value) {
          field.value = value;
        }
      }
    }
  }
  form.addEventListener("input", save);
  keep.addEventListener("change", save);
  keep.addEventListener("change", choose);
  if (keep.checked && navigator.onLine) {
    choose();
  }
};

if (form && state && window.indexedDB) {
  const keep = document.querySelector("[data-barrier-keep]");
  const code = form.elements.namedItem("code");
  if (keep && code instanceof HTMLInputElement) {
    code.value = newCode();
    keep.hidden = false;
    keepHere(keep.querySelector("input"));
  }
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine && event.submitter?.value !== "change" && form.checkValidity()) {
      event.preventDefault();
      wait();
    }
  });
  window.addEventListener("online", sendAll);
  sendAll();
}

if (document.querySelector("[data-barrier-done]")) {
  localStorage.removeItem(DRAFT);
}
