// The console's only script: it sends forms without leaving the page, opens evidence and threads,
// and puts what the server says into place.  Without it every link and form still works.
"use strict";

const byId = (id) => document.getElementById(id);
const house = byId("house");
const home = house.dataset.home;
const evidence = byId("evidence");
const threadPanel = byId("thread");
const title = document.title;
const isNarrow = matchMedia("(max-width: 48rem)");
const NEAR_END = 160; // pixels from the end of a list within which it follows new messages
const mine = new Set(); // top-level messages sent from this page: their threads may open unasked
let line = null; // the server-sent events of what is open now
let atWork = []; // the threads in which the bot is reading
let openedUnasked = false; // whether the open thread opened by itself
let turn = 0; // counts what was last asked to be open, so that a slow answer does not undo it
let opener = null; // the id of the message whose link opened the thread

const openThreadId = () => house.dataset.thread;

function toast(text) {
  const box = byId("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => (box.hidden = true), 6000);
}

// An answer of the server, or null after telling the reader what went wrong.
async function ask(address, options = {}) {
  const answer = await fetch(address, options).catch(() => null);
  if (answer?.ok) return answer;
  const said = (await answer?.json().catch(() => null)) ?? {};
  toast(said.error ?? "The console does not answer. Is it still running?");
  return null;
}

const fragment = (address) => ask(address, { headers: { "X-Fragment": "1" } });

function localTimes(root) {
  for (const time of root.querySelectorAll("time[data-local]")) {
    const at = new Date(time.dateTime);
    time.textContent = at.toLocaleTimeString([], {
      hour: "2-digit",
      minute: "2-digit",
      // As in the texts: "08:30 UTC", never "08:30 AM" beside it.
      hourCycle: "h23",
    });
  }
}

// ---------------------------------------------------------------- where the reader is in a list

const listOf = (where) => byId(`${where}-messages`);
const isNearEnd = (list) => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
const jumpOf = (list) => list.parentElement.querySelector(".jump");

function toEnd(list) {
  list.scrollTop = list.scrollHeight;
  jumpOf(list).hidden = true;
}

// A list opens at the start of our last post, so that a briefing is read from its beginning.
function toReadingPlace(list) {
  const messages = [...list.querySelectorAll(".message")];
  const ours = messages.findLastIndex((message) => message.matches(".ours"));
  toEnd(list);
  if (ours >= 0 && messages.length - ours <= 3) {
    const above = messages[ours].getBoundingClientRect().top - list.getBoundingClientRect().top;
    if (above < 0) list.scrollTop += above - 8;
  }
}

function dayOf(message) {
  return new Date(message.dataset.at).toLocaleDateString([], {
    weekday: "long", day: "numeric", month: "long", year: "numeric",
  });
}

// A line above the first message of each day, by the reader's clock.
function markDays(list) {
  let day = null;
  for (const message of list.querySelectorAll(".message")) {
    const own = dayOf(message);
    const above = message.previousElementSibling;
    const mark = above?.matches(".day") ? above : null;
    if (own === day) mark?.remove();
    else if (mark) mark.textContent = own;
    else message.before(Object.assign(document.createElement("p"), { className: "day", textContent: own }));
    day = own;
  }
  for (const mark of list.querySelectorAll(".day")) {
    if (!mark.nextElementSibling?.matches(".message")) mark.remove();
  }
}

// ---------------------------------------------------------------- what the server says

function put(where, id, html) {
  const list = listOf(where);
  if (!list) return;
  const holder = document.createElement("template");
  holder.innerHTML = html.trim(); // our own templates, escaped on the server
  const fresh = holder.content.firstElementChild;
  localTimes(fresh);
  const follows = isNearEnd(list);
  const height = list.scrollHeight;
  const old = byId(`${where}-${id}`);
  if (old) update(old, fresh);
  else add(list, fresh);
  markDays(list);
  if (list.scrollHeight === height) return;
  if (follows) toEnd(list);
  else if (!old) jumpOf(list).hidden = false;
}

function add(list, message) {
  byId("welcome")?.remove();
  // Messages may arrive out of order: before the first that was written later.
  const later = [...list.querySelectorAll(".message")].find((other) => other.dataset.at > message.dataset.at);
  list.insertBefore(message, later ?? list.querySelector(".working"));
  if (document.hidden && message.matches(".ours")) document.title = `• ${title}`;
}

// Only what differs is replaced: what was read stays where it is, focus and all, and a screen
// reader hears the new sentence and not the whole post again.
function update(old, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (!fresh.dataset.newest) delete old.dataset.newest;
  const wanted = [...fresh.children];
  wanted.forEach((child, index) => {
    const there = old.children[index];
    if (!there) old.append(child);
    else swap(there, child);
  });
  while (old.children.length > wanted.length) old.lastElementChild.remove();
}

const FOCUSABLE = "a, button, summary";

function swap(there, child) {
  if (there.matches("details")) child.open = there.open;
  if (there.outerHTML === child.outerHTML) return;
  const focused = [...there.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  there.replaceWith(child);
  if (focused >= 0) child.querySelectorAll(FOCUSABLE)[focused]?.focus({ preventScroll: true });
}

function onBeginning(event) {
  const ids = JSON.parse(event.data);
  byId("offline").hidden = true;
  if (openThreadId() && !ids.thread.length) {
    closeThread();
    return toast("That thread is no longer here.");
  }
  for (const where of ["channel", "thread"]) {
    const kept = new Set(ids[where]);
    for (const message of listOf(where)?.querySelectorAll(".message") ?? []) {
      if (!kept.has(message.dataset.id)) message.remove();
    }
    if (listOf(where)) markDays(listOf(where));
  }
  refreshPanel();
}

function onMessage(event) {
  const { where, id, html } = JSON.parse(event.data);
  put(where, id, html);
  if (where === "channel") maybeOpenOwnThread(id);
}

function onGone(event) {
  const { where, id } = JSON.parse(event.data);
  byId(`${where}-${id}`)?.remove();
  if (listOf(where)) markDays(listOf(where));
}

// An answer to what was asked here opens beside it, where there is room, unless the line under
// the question says it all.  The reader's focus stays where it is.
function maybeOpenOwnThread(id) {
  if (!mine.has(id) || !byId(`channel-${id}`)?.dataset.newest) return;
  mine.delete(id);
  if (byId(`channel-${id}`).dataset.newest === "more") openUnasked(id);
}

function openUnasked(id) {
  if (isNarrow.matches || (openThreadId() && !openedUnasked) || openThreadId() === id) return;
  openThread(id, { isAsked: false });
}

function onPreview(event) {
  const { thread, id, html } = JSON.parse(event.data);
  if (!thread) put("channel", id, html);
  else if (thread === openThreadId()) put("thread", id, html);
  else if (mine.delete(thread)) openUnasked(thread);
}

function onWorking(event) {
  const { threads } = JSON.parse(event.data);
  const isDone = threads.length < atWork.length;
  atWork = threads;
  showWork();
  if (isDone) refreshPanel();
}

function showWork() {
  const open = openThreadId();
  const show = (where, isWorking) => {
    const mark = byId(`${where}-working`);
    if (!mark || mark.hidden === !isWorking) return;
    const follows = isNearEnd(mark.parentElement);
    mark.hidden = !isWorking;
    if (follows) toEnd(mark.parentElement);
  };
  show("thread", atWork.includes(open));
  show("channel", atWork.some((thread) => thread !== open));
}

async function refreshPanel() {
  const answer = await fetch(`${home}/panel`).catch(() => null);
  if (!answer?.ok) return; // the live line says so when the console is away
  const panel = byId("panel");
  panel.innerHTML = await answer.text();
  localTimes(panel);
  const count = Number(panel.querySelector("[data-articles]").dataset.articles);
  byId("article-count").textContent = `${count} article${count === 1 ? "" : "s"} in memory`;
}

function listen() {
  line?.close();
  clearTimeout(listen.again);
  const thread = openThreadId();
  line = new EventSource(`${home}/events${thread ? `?thread=${encodeURIComponent(thread)}` : ""}`);
  line.addEventListener("beginning", onBeginning);
  line.addEventListener("message", onMessage);
  line.addEventListener("gone", onGone);
  line.addEventListener("preview", onPreview);
  line.addEventListener("working", onWorking);
  line.addEventListener("error", onLineLost);
}

// What the bot was doing is not known until the line is back.
function onLineLost() {
  atWork = [];
  showWork();
  clearTimeout(listen.notice);
  const lost = line;
  listen.notice = setTimeout(() => {
    if (lost === line && line.readyState !== EventSource.OPEN) byId("offline").hidden = false;
  }, 1500);
  // The browser tries again by itself, but not after an answer that is no event stream.
  if (line.readyState === EventSource.CLOSED) listen.again = setTimeout(listen, 3000);
}

// ---------------------------------------------------------------- threads

async function openThread(id, { push = true, isAsked = true } = {}) {
  const address = `${home}/t/${encodeURIComponent(id)}`;
  const own = ++turn;
  const html = await (await fragment(address))?.text();
  if (!html || own !== turn) return;
  threadPanel.innerHTML = html;
  // One thread that opened unasked in place of another is no step to go back to.
  if (push) history[openedUnasked && !isAsked ? "replaceState" : "pushState"]({}, "", address);
  house.dataset.thread = id;
  house.classList.add("has-thread");
  openedUnasked = !isAsked;
  opener = id;
  localTimes(threadPanel);
  markDays(listOf("thread"));
  toEnd(listOf("thread"));
  showWork();
  listen();
  if (isAsked) byId("reply").focus({ preventScroll: true });
}

function closeThread({ push = true } = {}) {
  turn += 1;
  house.dataset.thread = "";
  house.classList.remove("has-thread");
  threadPanel.replaceChildren();
  openedUnasked = false;
  if (push) history.pushState({}, "", `${home}`);
  showWork();
  listen();
  (byId(`channel-${opener}`)?.querySelector(".reply") ?? byId("text")).focus();
}

addEventListener("popstate", () => {
  const id = location.pathname.split("/t/")[1];
  if (id) openThread(decodeURIComponent(id), { push: false });
  else if (openThreadId()) closeThread({ push: false });
  else turn += 1;
});

// ---------------------------------------------------------------- evidence

async function openEvidence(address) {
  const answer = await fragment(address);
  if (!answer) return;
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
  const jump = event.target.closest("[data-jump]");
  if (event.target.closest("#open-side")) return toggleSide();
  if (event.target.closest("#theme")) return switchTheme();
  if (jump) return toEnd(listOf(jump.dataset.jump));
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
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

const post = (address, body) => ask(address, { method: "POST", body, headers: { Accept: "application/json" } });

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const box = form.querySelector("textarea");
  const body = new FormData(form);
  const kept = box.value;
  if (!kept.trim()) return;
  body.set("zone", Intl.DateTimeFormat().resolvedOptions().timeZone ?? "");
  box.value = "";
  grow(box);
  const answer = await post(form.action, body);
  if (!answer) {
    box.value = kept + box.value;
    return grow(box);
  }
  const { message_id } = await answer.json();
  if (!body.get("thread")) mine.add(message_id);
  maybeOpenOwnThread(message_id); // the answer may have been quicker
  toEnd(listOf(body.get("thread") ? "thread" : "channel"));
}

async function thumb(event) {
  event.preventDefault();
  const form = event.target;
  const body = new FormData(form, event.submitter);
  if (!(await post(`${home}/feedback`, body))) return;
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button === event.submitter));
  }
}

document.addEventListener("keydown", (event) => {
  const isWriting = event.target.matches("textarea, input");
  if (event.target.matches("textarea") && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.target.form.requestSubmit();
  } else if (event.key === "Escape" && !evidence.open) {
    if (house.classList.contains("side-open")) toggleSide();
    else if (openThreadId()) closeThread();
  } else if (event.key === "/" && !isWriting && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    (byId("reply") ?? byId("text")).focus();
  }
});

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea")) grow(event.target);
});

// Scrolling is heard on the way down, since it does not bubble up.
document.addEventListener("scroll", (event) => {
  const list = event.target;
  if (list instanceof Element && list.matches(".messages") && isNearEnd(list)) jumpOf(list).hidden = true;
}, true);

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) document.title = title;
});

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 220)}px`; // 2: its borders
}

function toggleSide() {
  const isOpen = house.classList.toggle("side-open");
  byId("open-side").setAttribute("aria-expanded", String(isOpen));
  (isOpen ? byId("side").querySelector("a, button") : byId("open-side")).focus();
}

function switchTheme() {
  const isDark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  const chosen = isDark ? "light" : "dark";
  document.documentElement.dataset.theme = chosen;
  try {
    localStorage.setItem("attache-theme", chosen);
  } catch {
    // Not kept by this browser: it holds until the page is left.
  }
}

localTimes(document);
markDays(listOf("channel"));
toReadingPlace(listOf("channel"));
if (listOf("thread")) {
  markDays(listOf("thread"));
  toEnd(listOf("thread"));
}
listen();
