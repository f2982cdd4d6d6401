"use strict";

const POLL_MS = 500;
const NEWEST = 50;
const WAYS = { legacy: "Legacy", background: "@Background", async: "AsyncReply", library: "EventBus.post", durable: "Durable" };

/** What was measured in this browser, by photo: the time until the whole answer had arrived. */
const measured = new Map();

/** When the requests that still wait for an answer were sent, and how long the latest one took. */
const pending = { legacy: [], background: [], async: [], library: [], durable: [] };
const latest = {};

/** The rows on the page, by photo. */
const rows = new Map();

const $ = (id) => document.getElementById(id);

/* The form: each button sends the same URL its own way; the contact sheet has pages of its own. */

$("form").addEventListener("submit", (event) => {
  const way = event.submitter?.dataset.way ?? "legacy";
  remember(way);
  if (way in WAYS) {
    event.preventDefault();
    send(way, $("url").value);
  }
});

/* Enter in the field does what was done last; without that, a browser would press the first button. */

const button = (way) => document.querySelector(`button[data-way="${way}"]`);

$("url").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    $("form").requestSubmit(button(last()));
  }
});

function last() {
  const way = sessionStorage.getItem("way");
  return way && button(way) ? way : "legacy";
}

function remember(way) {
  sessionStorage.setItem("way", way);
  showEnter();
}

function showEnter() {
  for (const hint of document.querySelectorAll(".go kbd")) {
    hint.hidden = hint.parentElement !== button(last()).parentElement;
  }
}

const examples = document.querySelector(".examples");
examples.hidden = false;
examples.addEventListener("click", (event) => {
  if (event.target.dataset.url) {
    $("url").value = event.target.dataset.url;
  }
});

async function send(way, url) {
  showRefusal("");
  const started = performance.now();
  pending[way].push(started);
  showTime(way);
  try {
    const response = await fetch(`/${way}/photos`, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ url }),
    });
    const answer = await response.json().catch(() => ({}));
    const took = performance.now() - started;
    latest[way] = took;
    if (response.ok) {
      measured.set(answer.id, took);
    } else if (response.status !== 502) {
      showRefusal(answer.detail ?? `The server answered ${response.status}.`);
    }
    tell(`${WAYS[way]}: the answer took ${seconds(took)}.`);
  } catch {
    showRefusal("The demo is not answering. Is it still running?");
  } finally {
    pending[way].splice(pending[way].indexOf(started), 1);
    showTime(way);
  }
}

/* The time on the card: of the longest-waiting request, or else of the latest answer. */

function showTime(way) {
  const time = document.querySelector(`[data-time="${way}"]`);
  const small = document.createElement("small");
  const waiting = pending[way].length;
  if (waiting > 0) {
    small.textContent = waiting === 1 ? "waiting for the answer" : `waiting for ${waiting} answers`;
    time.replaceChildren(seconds(performance.now() - pending[way][0]), small);
  } else if (way in latest) {
    small.textContent = "until the answer";
    time.replaceChildren(seconds(latest[way]), small);
  }
}

setInterval(() => Object.keys(pending).forEach(showTime), 100);

function showRefusal(text) {
  $("refused").textContent = text;
  $("refused").hidden = text === "";
}

function tell(text) {
  $("news").textContent = text;
}

/* The list: polled, so that it is right whoever sent the photos. */

async function poll() {
  try {
    const response = await fetch(`/api/photos?newest=${NEWEST}`);
    if (response.ok) {
      show(await response.json());
    }
  } catch {
    // The demo is being restarted; the next poll will see.
  }
  setTimeout(poll, POLL_MS);
}

function show(photos) {
  $("none").hidden = photos.length > 0;
  $("more").hidden = photos.length < NEWEST;
  $("more").textContent = `These are the newest ${NEWEST}.`;
  const ids = new Set(photos.map((photo) => photo.id));
  for (const [id, row] of rows) {
    if (!ids.has(id)) {
      row.remove();
      rows.delete(id);
    }
  }
  const longest = Math.max(1000, ...photos.map((photo) => Math.max(waited(photo), worked(photo))));
  for (const photo of [...photos].reverse()) {
    if (!rows.has(photo.id)) {
      rows.set(photo.id, newRow(photo));
      $("photos").prepend(rows.get(photo.id));
    }
    update(rows.get(photo.id), photo, longest);
  }
}

const waited = (photo) => measured.get(photo.id) ?? photo.response_ms ?? photo.age_ms;

const worked = (photo) => photo.work_ms ?? (photo.state === "running" ? photo.age_ms : 0);

function newRow(photo) {
  const row = $("photo").content.cloneNode(true).querySelector("li");
  row.classList.add(photo.way in WAYS ? photo.way : "legacy");
  row.dataset.id = photo.id;
  row.querySelector(".way").textContent = WAYS[photo.way] ?? photo.way;
  row.querySelector(".url").textContent = photo.url.replace(location.origin, "");
  row.querySelector(".name").title = photo.url;
  return row;
}

function update(row, photo, longest) {
  const state = row.querySelector(".state");
  if (state.textContent !== photo.state) {
    state.textContent = photo.state;
    state.className = `state state-${photo.state}`;
    if (photo.state === "done" || photo.state === "failed") {
      tell(`Photo ${photo.id} ${photo.state}. ${photo.error ?? ""}`);
    }
  }
  const image = row.querySelector("img");
  if (photo.thumbnail && image.hidden) {
    image.src = photo.thumbnail;
    image.hidden = false;
  }
  row.querySelector(".error").textContent = photo.error ?? "";
  row.querySelector(".error").hidden = !photo.error;

  const answered = measured.has(photo.id) || photo.response_ms !== null;
  const wait = waited(photo);
  bar(row, "wait", wait, longest, !answered, answered ? `answered after ${seconds(wait)}` : `waiting ${seconds(wait)}`);
  const work = worked(photo);
  const runs = photo.state === "running";
  bar(row, "work", work, longest, runs, photo.state === "queued" ? "queued" : `${runs ? "working" : "worked"} ${seconds(work)}`);
}

function bar(row, name, millis, longest, growing, label) {
  const element = row.querySelector(`.bar-${name}`);
  element.style.width = `calc((100% - 10rem) * ${Math.min(1, millis / longest)})`;
  element.classList.toggle("growing", growing);
  row.querySelector(`.label-${name}`).textContent = label;
}

function seconds(millis) {
  return `${(millis / 1000).toFixed(millis < 100 ? 3 : millis < 1000 ? 2 : 1)} s`;
}

showEnter();
poll();
