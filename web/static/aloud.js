// Reads a page aloud: one after the other, the clips of its texts that are to be seen. Through Web
// Audio rather than <audio>, which asks for parts of files.
"use strict";
(() => {
  const button = document.querySelector(".aloud");
  const clipped = () => [...document.querySelectorAll("main [data-clip]")].filter(
    (one) => one.checkVisibility() && !one.closest("button, a, .unseen"));
  // Of another pack only words such as “Yes” may be there: that would be worse than nothing.
  if (!button || !document.querySelector("main h1[data-clip]") || !window.AudioContext) return;
  button.hidden = false;

  let sounds, playing, turn = 0;
  const load = async (one) => {
    const reply = await fetch(one.dataset.clip);
    if (!reply.ok) throw new Error("no clip");
    return sounds.decodeAudioData(await reply.arrayBuffer());
  };
  const play = (sound) => new Promise((done) => {
    playing = sounds.createBufferSource();
    playing.buffer = sound;
    playing.connect(sounds.destination);
    playing.onended = done;
    playing.start();
  });
  const show = (reading) => {
    button.textContent = reading ? button.dataset.stop : button.dataset.read;
    button.classList.toggle("reading", reading);
  };
  const stop = () => {
    ++turn;
    playing?.stop();
    playing = undefined;
    for (const one of document.querySelectorAll(".being-read")) one.classList.remove("being-read");
    show(false);
  };

  const read = async () => {
    const mine = ++turn, texts = clipped();
    show(true);
    try {
      sounds ??= new AudioContext();
      await sounds.resume();
      let next = load(texts[0]);
      for (let i = 0; i < texts.length && mine === turn; ++i) {
        const sound = await next;
        if (mine !== turn) return;
        next = i + 1 < texts.length ? load(texts[i + 1]) : undefined;
        next?.catch(() => {});
        texts[i].classList.add("being-read");
        document.body.dispatchEvent(new Event("input"));  // somebody listens: not idle
        await play(sound);
        texts[i].classList.remove("being-read");
      }
    } catch {
      // Nothing to hear it with: the page says the same in letters.
    }
    if (mine === turn) stop();
  };

  const toggle = () => (button.classList.contains("reading") ? stop() : read());
  button.addEventListener("click", toggle);
  addEventListener("pagehide", stop);
  addEventListener("keydown", (event) => {
    if (event.key !== "*" || event.target.matches("input[type=text], input[type=search], textarea")) return;
    event.preventDefault();
    toggle();
  });
})();
