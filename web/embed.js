// <peyer-visit></peyer-visit>: a visit with Peyer inside another page. Load this script from the
// server that is to be shown; `src` names another one, `title` what the frame is called.
"use strict";
(() => {
  const home = new URL(document.currentScript.src).origin;

  class PeyerVisit extends HTMLElement {
    connectedCallback() {
      if (this.frame) return;
      const url = new URL("/embed", this.getAttribute("src") ?? home);
      const frame = document.createElement("iframe");
      frame.src = url;
      frame.title = this.title || TITLE;
      // Its own forms and script, and nothing of the page around it. The pages need their own
      // origin to send forms to it.
      frame.setAttribute("sandbox", "allow-forms allow-scripts allow-same-origin");
      frame.style.cssText = "display:block;width:100%;height:40rem;border:0";
      this.hear = (event) => {
        if (event.origin !== url.origin || event.source !== frame.contentWindow) return;
        if (event.data?.type !== "peyer:height" || !Number.isFinite(event.data.height)) return;
        frame.style.height = Math.min(Math.max(event.data.height, 200), 20000) + "px";
      };
      addEventListener("message", this.hear);
      this.frame = frame;
      this.append(frame);
    }

    disconnectedCallback() {
      removeEventListener("message", this.hear);
      this.frame?.remove();
      this.frame = undefined;
    }
  }

  if (!customElements.get("peyer-visit")) customElements.define("peyer-visit", PeyerVisit);
})();
