// Scanning a voucher with the camera of the till, where the browser can read squares. Typing the code always works.
"use strict";
(() => {
  const button = document.querySelector("[data-scan]");
  const box = document.querySelector("[data-camera]");
  if (!button || !box || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const video = box.querySelector("video");
  const status = box.querySelector("[role=status]");
  const till = new URL(button.dataset.scan, location.href);
  let stream = null;

  const stop = () => {
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
    box.hidden = true;
  };

  // A square may lead anywhere: only addresses of this till are followed.
  const follow = (text) => {
    let found;
    try {
      found = new URL(text);
    } catch {
      return false;
    }
    if (found.origin !== till.origin || !found.pathname.startsWith(till.pathname)) return false;
    stop();
    location.assign(found.href);
    return true;
  };

  const look = async (detector) => {
    if (!stream) return;
    try {
      const seen = await detector.detect(video);
      if (seen.some((code) => follow(code.rawValue))) return;
    } catch {
      // A picture that is not there yet.
    }
    setTimeout(() => look(detector), 200);
  };

  button.hidden = false;
  button.addEventListener("click", async () => {
    if (stream) return stop();
    box.hidden = false;
    try {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      await video.play();
      look(detector);
    } catch {
      stop();
      box.hidden = false;
      status.textContent = status.dataset.failed;
    }
  });
  addEventListener("pagehide", stop);
})();
