"use strict";
const at = (id) => document.getElementById(id);
const say = (text) => (at("said").textContent = text);

const tell = () => (at("clock").textContent = `It is ${new Date(Date.now()).toISOString()} and ${new Date().getUTCFullYear()}`);
const place = () => (at("place").textContent = `At ${location.hash || "the start"}`);
document.addEventListener("visibilitychange", tell);
addEventListener("hashchange", place);
tell();
place();
document.documentElement.dataset.booted = new Date().toISOString();
setTimeout(() => (at("late").textContent = "It came late"), 300);

try {
  localStorage.setItem("visits", Number(localStorage.getItem("visits") ?? 0) + 1);
  at("kept").textContent = `Visit ${localStorage.getItem("visits")}`;
} catch (error) {
  at("kept").textContent = `Nothing is kept: ${error.name}`;
}
addEventListener("storage", (event) => say(`elsewhere ${event.key} = ${event.newValue}`));

at("icon").onclick = () => say("closed");
at("new").onclick = () => at("dialog").showModal();
at("dialog").onclose = () => say(`added ${at("title").value}`);
at("breach").onclick = () => document.body.setAttribute("style", `color: rgb(${Math.random() * 255} 0 0)`);
at("grumble").onclick = () => console.error("grumble", 7);
at("form").onchange = (event) => {
  const { id, type, value, checked, files } = event.target;
  if (type === "file") files[0].text().then((text) => say(`file ${files[0].name}: ${text}`));
  else say(`${id || type} = ${type === "checkbox" ? checked : value}`);
};
at("save").onclick = () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["kept\n"], { type: "text/plain" }));
  link.download = "copy.txt";
  link.click();
};
addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "z" && event.ctrlKey) say(`undo${event.shiftKey ? " undone" : ""}`);
  if (event.key === "?") say("help");
});

let lifted = null;
addEventListener("pointerdown", (event) => {
  const card = event.target.closest(".card");
  if (card) lifted = { card, kind: event.pointerType, x: event.clientX, y: event.clientY, far: false };
});
addEventListener("pointermove", (event) => {
  if (lifted && Math.hypot(event.clientX - lifted.x, event.clientY - lifted.y) > 6) lifted.far = true;
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && lifted) say("put back"), (lifted = null);
});
addEventListener("pointerup", (event) => {
  const lane = document.elementFromPoint(event.clientX, event.clientY)?.closest(".lane");
  if (lifted?.far && lane) {
    lane.querySelector("ul").append(lifted.card);
    say(`moved by ${lifted.kind}`);
    for (const one of document.querySelectorAll(".lane")) one.querySelector(".count").textContent = one.querySelectorAll("li").length;
  }
  lifted = null;
});

navigator.serviceWorker?.register("sw.js").then(() => navigator.serviceWorker.ready).then(() => (document.documentElement.dataset.worker = "ready"));
