// The preview's script: only the preview server sends it, and no published page has it.
//
// It speaks livereload's protocol (version 7) with what livereload does not know: problems in the page, the way to the
// story that was saved, which files were written. All it shows stands in a shadow root, out of the page's way.
(() => {
  "use strict";
  const own = document.currentScript;
  const base = decodeURI(own.dataset.base);
  let revision = Number(own.dataset.revision);
  const FOLLOW = "puente-follow";
  const PAUSE = 500; // milliseconds between two attempts to reach the server again

  let words = {};
  let problems = [];
  let lost = "";
  let closed = ""; // what was shown when the writer closed it: the same is not opened again
  let status = "building";

  // -- what is shown -----------------------------------------------------------------------------

  const host = document.createElement("aside");
  host.id = "puente-preview";
  const root = host.attachShadow({ mode: "open" });
  const shown = document.createElement("div");
  root.append(sheet("preview"), shown);
  document.head.append(sheet("page"));

  function sheet(name) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `/_preview/${name}.css`;
    return link;
  }

  function make(name, kind, ...children) {
    const one = document.createElement(name);
    if (kind) one.className = kind;
    one.append(...children);
    return one;
  }

  function caret(problem) {
    // A stand-in of the same width for each sign before the column: a tab stays a tab.
    const before = [...problem.source].slice(0, problem.column - 1).map((sign) => (sign === "\t" ? "\t" : " "));
    return before.join("") + "^".repeat(Math.max(1, problem.width));
  }

  function item(problem) {
    const place = [problem.path, problem.line, problem.column].filter(Boolean).join(":");
    const name = words[problem.severity] || problem.severity;
    const one = make("li", problem.severity, make("p", "place", place));
    one.append(make("p", "message", make("b", "", `${name} `), make("code", "", problem.code), `: ${problem.message}`));
    if (problem.source.trim()) {
      const lines = problem.column ? `${problem.source}\n${caret(problem)}` : problem.source;
      one.append(make("pre", "", lines));
    }
    if (problem.hint) one.append(make("p", "hint", problem.hint));
    return one;
  }

  function panel(title, list) {
    const close = make("button", "close", words.close || "×");
    close.type = "button";
    close.addEventListener("click", () => {
      closed = JSON.stringify([problems, lost]);
      show();
    });
    const box = make("section", "panel", make("header", "", make("h2", "", title), close));
    box.setAttribute("role", "alert");
    if (list.length) box.append(make("ol", "", ...list.map(item)));
    return box;
  }

  function bar(listed) {
    const follow = make("input");
    follow.type = "checkbox";
    follow.checked = follows();
    follow.addEventListener("change", () => remember(follow.checked));
    const state = make("span", `state ${status}`, words[status] || "");
    state.setAttribute("role", "status");
    const line = make("div", "bar", state, make("label", "", follow, ` ${words.follow || ""}`));
    if (!listed.length) return line;
    const name = listed.some((one) => one.severity === "error") ? words.problems : words.warnings;
    const more = make("details", "", make("summary", "", `${name || ""}: ${listed.length}`));
    more.append(make("ol", "", ...listed.map(item)));
    return make("div", "foot", more, line);
  }

  function show() {
    const errors = problems.filter((one) => one.severity === "error");
    const parts = [];
    const opens = (lost || errors.length) && closed !== JSON.stringify([problems, lost]);
    if (opens) parts.push(panel(lost || words.errors || "", lost ? [] : problems));
    parts.push(bar(opens ? [] : problems));
    const open = shown.querySelector("details")?.open;
    shown.replaceChildren(...parts);
    const details = shown.querySelector("details");
    if (details && open) details.open = true;
    if (!host.isConnected) document.documentElement.append(host);
  }

  // -- following ---------------------------------------------------------------------------------

  function follows() {
    try {
      return (sessionStorage.getItem(FOLLOW) || own.dataset.follow) === "yes";
    } catch {
      return own.dataset.follow === "yes";
    }
  }

  function remember(wanted) {
    try {
      sessionStorage.setItem(FOLLOW, wanted ? "yes" : "no");
    } catch {
      // a browser that keeps nothing does as the command says
    }
  }

  // -- what happens to the page --------------------------------------------------------------------

  function path() {
    const address = decodeURI(location.pathname);
    return address.endsWith("/") ? `${address}index.html` : address;
  }

  function stands(written) {
    return path() === `${base}${written}`;
  }

  function swap(written) {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const address = new URL(link.href);
      if (!written.some((one) => decodeURI(address.pathname) === `${base}${one}`)) continue;
      address.searchParams.set("revision", String(Date.now()));
      const next = link.cloneNode();
      next.href = address.href;
      next.addEventListener("load", () => link.remove());
      link.after(next);
    }
  }

  function reload(message) {
    const written = message.written === undefined ? [] : message.written;
    const here = decodeURI(location.pathname);
    const isSaved = (message.saved || []).includes(here); // both languages at once: it stays with its own
    revision = message.revision;
    if (message.follow && follows() && !isSaved) {
      location.assign(message.follow);
    } else if (written === null || written.some(stands)) {
      location.reload();
    } else if (written.length && written.every((one) => one.endsWith(".css"))) {
      swap(written);
    } else if (written.some((one) => !/\.(html|xml|txt)$/.test(one))) {
      location.reload();
    }
  }

  function take(message) {
    words = message.words || words;
    problems = message.problems || [];
    lost = message.lost || "";
    status = message.building ? "building" : "ready";
    show();
  }

  const heard = {
    hello: (socket) => socket.send(JSON.stringify({ command: "info", url: location.href })),
    busy: () => {
      status = "building";
      show();
    },
    state: (socket, message) => {
      take(message);
      if (message.revision !== revision && !message.building) location.reload();
    },
    reload: (socket, message) => {
      take(message);
      reload(message);
    },
  };

  function connect() {
    const socket = new WebSocket(`ws://${location.host}/livereload`);
    const hello = { command: "hello", protocols: ["http://livereload.com/protocols/official-7"] };
    socket.addEventListener("open", () => socket.send(JSON.stringify(hello)));
    socket.addEventListener("message", (event) => {
      const message = JSON.parse(event.data);
      heard[message.command]?.(socket, message);
    });
    socket.addEventListener("close", () => {
      status = "ended";
      show();
      setTimeout(connect, PAUSE);
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shown.querySelector(".close")?.click();
  });
  connect();
})();
