/**
 * The one script tag of the chat: finds where it was loaded from and puts <hearthline-chat> on the page.
 * Holds no behaviour of its own; that is in widget/. Optional attributes of the tag: data-name (the landlord's
 * name, shown as the title) and data-phone (shown before the server has answered).
 */
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = new URL("/", script.src).href;

  const mount = async () => {
    const { HearthlineChat } = await import(new URL("static/widget/element.js", base).href);
    if (customElements.get("hearthline-chat")) return;
    customElements.define("hearthline-chat", HearthlineChat);
    const chat = document.createElement("hearthline-chat");
    chat.dataset.base = base;
    chat.dataset.name = script.dataset.name ?? "";
    chat.dataset.phone = script.dataset.phone ?? "";
    document.body.append(chat);
  };

  mount().catch((error) => console.error("The chat could not start.", error));
})();
