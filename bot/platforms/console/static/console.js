// The console's only script: it sends forms without leaving the page, opens evidence and threads,
// and puts what the server says into place.  Without it every link and form still works.
"use strict";

const house = document.getElementById("house");
const place = encodeURIComponent(house.dataset.place);
const evidence = document.getElementById("evidence");
const threadPanel = document.getElementById("thread");
let line = null; // the server-sent events of what is open now
const mine = new Set(); // top-level messages sent from this page: their threads open by themselves

const byId = (id) => document.getElementById(id);
const openThreadId = () => house.dataset.thread;

function toast(text) {
  const box = byId("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => (box.hidden = true), 6000);
}

function localTimes(root) {
  for (const time of root.querySelectorAll("time[data-local]")) {
    const at = new Date(time.dateTime);
    time.textContent = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    time.title = at.toLocaleString();
  }
}

function toEnd(list, always = false) {
  const isNearEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 240;
  if (always || isNearEnd) requestAnimationFrame(() => (list.scrollTop = list.scrollHeight));
}

// ---------------------------------------------------------------- what the server says

function put(where, id, html) {
  const list = byId(`${where}-messages`);
  if (!list) return;
  const holder = document.createElement("template");
  holder.innerHTML = html.trim(); // our own templates, escaped on the server
  const message = holder.content.firstElementChild;
  localTimes(message);
  const old = byId(`${where}-${id}`);
  const working = byId(`${where}-working`);
  if (old) {
    if (old.outerHTML !== message.outerHTML) old.replaceWith(message);
  } else {
    byId("welcome")?.remove();
    list.insertBefore(message, placeFor(message, list) ?? working);
  }
  toEnd(list);
}

// The first message that was written later; messages may arrive here out of order.
function placeFor(message, list) {
  return [...list.querySelectorAll(".message")].find((other) => other.dataset.at > message.dataset.at);
}

function onMessage(event) {
  const { where, id, html } = JSON.parse(event.data);
  put(where, id, html);
  if (where === "channel") maybeOpenOwnThread(id);
}

function maybeOpenOwnThread(id) {
  const count = byId(`channel-${id}`)?.querySelector(".reply")?.textContent ?? "";
  if (mine.has(id) && /^\d/.test(count.trim()) && !openThreadId()) openThread(id);
}

function onPreview(event) {
  const { thread, id, html } = JSON.parse(event.data);
  if (!thread) put("channel", id, html);
  else if (thread === openThreadId()) put("thread", id, html);
  else if (mine.has(thread) && !openThreadId()) openThread(thread);
}

function onWorking(event) {
  const { thread, is_working } = JSON.parse(event.data);
  const isHere = thread && thread === openThreadId();
  const mark = byId(isHere ? "thread-working" : "channel-working");
  if (mark) mark.hidden = !is_working;
  if (mark && is_working) toEnd(mark.parentElement);
  if (!is_working) refreshPanel();
}

async function refreshPanel() {
  const answer = await fetch(`/c/${place}/panel`);
  if (!answer.ok) return;
  byId("panel").innerHTML = await answer.text();
  localTimes(byId("panel"));
}

function listen() {
  line?.close();
  const thread = openThreadId();
  line = new EventSource(`/c/${place}/events${thread ? `?thread=${encodeURIComponent(thread)}` : ""}`);
  line.addEventListener("message", onMessage);
  line.addEventListener("preview", onPreview);
  line.addEventListener("working", onWorking);
}

// ---------------------------------------------------------------- threads

async function openThread(id, { push = true } = {}) {
  const address = `/c/${place}/t/${encodeURIComponent(id)}`;
  const answer = await fetch(address, { headers: { "X-Fragment": "1" } });
  if (!answer.ok) return toast("That thread cannot be opened.");
  threadPanel.innerHTML = await answer.text();
  house.dataset.thread = id;
  house.classList.add("has-thread");
  if (push) history.pushState({ thread: id }, "", address);
  ready(threadPanel);
  toEnd(byId("thread-messages"), true);
  listen();
  byId("reply")?.focus();
}

function closeThread({ push = true } = {}) {
  house.dataset.thread = "";
  house.classList.remove("has-thread");
  threadPanel.replaceChildren();
  if (push) history.pushState({}, "", `/c/${place}`);
  listen();
  byId("text").focus();
}

addEventListener("popstate", (event) => {
  const id = event.state?.thread;
  if (id) openThread(id, { push: false });
  else closeThread({ push: false });
});

// ---------------------------------------------------------------- evidence

async function openEvidence(address) {
  const answer = await fetch(address, { headers: { "X-Fragment": "1" } });
  if (!answer.ok) return toast("That article is no longer in this channel's memory.");
  evidence.innerHTML = await answer.text();
  evidence.showModal();
  evidence.querySelector("mark")?.scrollIntoView({ block: "center" });
  evidence.querySelector(".evidence-body").focus({ preventScroll: true });
}

evidence.addEventListener("click", (event) => {
  if (event.target === evidence) evidence.close();
});

// ---------------------------------------------------------------- what people do

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (event.target.closest("#open-side")) return toggleSide();
  if (event.target.closest("#theme")) return switchTheme();
  if (!link || event.metaKey || event.ctrlKey) return;
  if ("evidence" in link.dataset) openEvidence(link.href);
  else if ("thread" in link.dataset) openThread(link.dataset.thread);
  else if ("closeThread" in link.dataset) closeThread();
  else if ("closeEvidence" in link.dataset && evidence.open) evidence.close();
  else return;
  event.preventDefault();
});

document.addEventListener("submit", (event) => {
  if (event.target.matches(".composer")) send(event);
  else if (event.target.matches("[data-thumbs]")) thumb(event);
});

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const box = form.querySelector("textarea");
  const body = new FormData(form);
  if (!box.value.trim()) return;
  const kept = box.value;
  box.value = "";
  grow(box);
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  const said = answer ? await answer.json().catch(() => ({})) : {};
  if (!answer?.ok) {
    box.value = kept;
    grow(box);
    return toast(said.error ?? "The console does not answer. Is it still running?");
  }
  if (!body.get("thread")) mine.add(said.message_id);
  toEnd(form.previousElementSibling, true);
}

async function thumb(event) {
  event.preventDefault();
  const form = event.target;
  const body = new FormData(form, event.submitter);
  const answer = await fetch(`/c/${place}/feedback`, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok) return toast("That could not be noted.");
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button === event.submitter));
  }
}

document.addEventListener("keydown", (event) => {
  const isWriting = event.target.matches("textarea, input");
  if (event.target.matches("textarea") && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.target.form.requestSubmit();
  } else if (event.key === "Escape" && !evidence.open && openThreadId()) {
    closeThread();
  } else if (event.key === "/" && !isWriting) {
    event.preventDefault();
    (byId("reply") ?? byId("text")).focus();
  }
});

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea")) grow(event.target);
});

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 220)}px`;
}

function toggleSide() {
  const isOpen = house.classList.toggle("side-open");
  byId("open-side").setAttribute("aria-expanded", String(isOpen));
}

function switchTheme() {
  const isDark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = isDark ? "light" : "dark";
  localStorage.setItem("attache-theme", document.documentElement.dataset.theme);
}

function ready(root) {
  localTimes(root);
  for (const list of root.querySelectorAll(".messages")) toEnd(list, true);
}

ready(document);
listen();
