// Saying what is in the way with a bad signal: kept on the device, sent once when the signal is back.
// Without this script the form works all the same.

const form = document.querySelector("form[data-barrier]");
const state = document.querySelector("[data-barrier-state]");
const DRAFT = "headway-barrier-draft";
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
  if (busy || !navigator.onLine) {
    return;
  }
  busy = true;
  try {
    const codes = await withBox("readonly", (store) => store.getAllKeys());
    for (const code of codes) {
      const waiting = await withBox("readonly", (store) => store.get(code));
      say(state?.dataset.waits ?? "", code);
      if (await send([code, waiting])) {
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

/** Keep what is typed, if the person wants that on this device. */
const keepDraft = (keep) => {
  const save = () => {
    const fields = [...new FormData(form)].filter(([name, value]) => !NEVER_KEPT.has(name) && value);
    if (keep.checked) {
      localStorage.setItem(DRAFT, JSON.stringify(fields));
    } else {
      localStorage.removeItem(DRAFT);
    }
  };
  const kept = localStorage.getItem(DRAFT);
  if (kept) {
    keep.checked = true;
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
};

if (form && state && window.indexedDB) {
  const keep = document.querySelector("[data-barrier-keep]");
  const code = form.elements.namedItem("code");
  if (keep && code instanceof HTMLInputElement) {
    code.value = newCode();
    keep.hidden = false;
    keepDraft(keep.querySelector("input"));
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
