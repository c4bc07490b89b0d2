// Passkeys: the browser's own dialogue, and its answer put into the form that waits for it.
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const named = (keys = []) => keys.map((key) => ({ ...key, id: bytes(key.id) }));

/** What the server asks: in the page, or fetched so that it is fresh. */
const asked = async (form) => {
  const { passkeyOptions, passkeyFrom } = form.dataset;
  if (passkeyOptions) {
    return JSON.parse(document.getElementById(passkeyOptions).textContent);
  }
  const answer = await fetch(passkeyFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    throw new Error(`the server answered ${answer.status}`);
  }
  return answer.json();
};

const make = async ({ creation_options: { publicKey } }) => {
  // A passkey finds its account by itself and asks for a finger, a face or a PIN.
  const authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  const user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  const challenge = bytes(publicKey.challenge);
  const excludeCredentials = named(publicKey.excludeCredentials);
  return navigator.credentials.create({
    publicKey: { ...publicKey, user, challenge, excludeCredentials, authenticatorSelection },
  });
};

const use = async ({ request_options: { publicKey } }) => {
  const allowCredentials = named(publicKey.allowCredentials);
  return navigator.credentials.get({
    publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials },
  });
};

/** A credential as the server reads it: every buffer as text. */
const plain = (credential) => {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = {};
  for (const part of parts) {
    if (credential.response[part]) {
      response[part] = text(credential.response[part]);
    }
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
};

const wait = (form) => {
  const failed = form.querySelector("[data-passkey-failed]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const wanted = await asked(form);
      const credential = await (form.dataset.passkey === "make" ? make(wanted) : use(wanted));
      form.elements.credential.value = plain(credential);
      form.submit();
    } catch {
      failed.hidden = false; // the person stopped, or there is no passkey here
    }
  });
  form.hidden = false;
};

if (window.PublicKeyCredential) {
  document.querySelectorAll("form[data-passkey]").forEach(wait);
}
