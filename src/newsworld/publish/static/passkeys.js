// A passkey is asked for or made when its button is pressed; without a script, or an old browser, there is none.
"use strict";
for (const button of document.querySelectorAll("button[data-passkey]")) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) continue;
  button.hidden = false;
  const path = button.dataset.passkey, makes = path.endsWith("account/passkey");
  const send = (to, body) => fetch(to, { method: "POST", headers: { "x-newsworld-token": button.dataset.token }, body });
  button.addEventListener("click", async () => {
    try {
      const asked = await (await send(path + "/begin")).json();
      const found = makes
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
      const answer = await send(path, JSON.stringify(found.toJSON()));
      if (!answer.ok) throw new Error(await answer.text());
      location.assign(makes ? "account" : "./");
    } catch {
      button.nextElementSibling.hidden = false;
    }
  });
}
