"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const pageSize = 50;
  const day = 86400;
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const number = new Intl.NumberFormat("en");
  const find = id => document.getElementById(id);
  const root = document.documentElement;
  root.classList.add("js");

  const rows = data.rows.map(row => {
    const [authority, family, name, scope, type, state, owner, expires, used, created, findings, description, id, labels] = row;
    const several = data.authorities.length > 1;
    const texts = [name, scope, type, data.states[state], owner, date(expires), date(used), date(created), description, id, labels, data.families[family]];
    texts.push(...findings.map(index => data.findings[index]), several ? data.authorities[authority].name : "");
    return { authority, family, name, scope, type, state, owner, expires, used, created, findings, description, id, labels, text: texts.join("\n").toLowerCase() };
  });

  const byText = value => (a, b) => collator.compare(value(a), value(b));
  const byMoment = (value, missing) => (a, b) => (value(a) ?? missing) - (value(b) ?? missing);
  const columns = [
    { key: "name", title: "Name", compare: byText(row => row.name), fill: fillName },
    { key: "type", title: "Type", compare: byText(row => row.type), fill: (cell, row) => cell.append(row.type) },
    { key: "state", title: "State", compare: (a, b) => a.state - b.state, fill: fillState },
    { key: "owner", title: "Owner", compare: byText(row => row.owner), fill: (cell, row) => cell.append(row.owner || "Not known") },
    { key: "expires", title: "Expires", compare: byMoment(row => row.expires, Infinity), fill: (cell, row) => fillMoment(cell, row.expires, "Never") },
    { key: "used", title: "Last used", compare: byMoment(row => row.used, -1), fill: (cell, row) => fillMoment(cell, row.used, data.authorities[row.authority].keepsUse ? "Never" : "Not told") },
    { key: "created", title: "Made", compare: byMoment(row => row.created, -1), fill: (cell, row) => fillMoment(cell, row.created, "Not told") },
  ];
  if (data.authorities.length > 1) {
    columns.splice(1, 0, { key: "authority", title: "Authority", compare: byText(row => data.authorities[row.authority].name), fill: (cell, row) => cell.append(data.authorities[row.authority].name) });
  }

  const chosen = { words: [], states: new Set(), families: new Set(), findings: new Set(), authority: -1, sort: "expires", descending: false, page: 0 };
  let shown = [];

  function date(seconds) {
    return seconds === null ? "" : new Date(seconds * 1000).toISOString().slice(0, 10);
  }

  function distance(seconds) {
    const left = seconds - data.now;
    const days = Math.round(Math.abs(left) / day);
    const words = days >= 2 ? `${number.format(days)} days` : `${Math.round(Math.abs(left) / 3600)} h`;
    return left >= 0 ? `in ${words}` : `${words} ago`;
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  function fillName(cell, row) {
    const more = element("details", "more");
    more.append(element("summary", "", row.name));
    const list = element("dl");
    const facts = [["Family", data.families[row.family]], ["Description", row.description], ["Labels", row.labels], ["Id", row.id], ["Worth a look", row.findings.map(index => data.findings[index]).join(", ")]];
    for (const [title, value] of facts.filter(fact => fact[1])) {
      list.append(element("dt", "", title), element("dd", "", value));
    }
    more.append(list);
    cell.append(more);
    if (row.scope) {
      cell.append(element("small", "", row.scope));
    }
  }

  function fillState(cell, row) {
    cell.append(element("span", `pill ${data.states[row.state]}`, data.states[row.state]));
  }

  function fillMoment(cell, moment, missing) {
    const value = element("span", "", moment === null ? missing : date(moment));
    if (moment !== null) {
      value.append(element("small", "", distance(moment)));
    }
    cell.append(value);
  }

  function choose() {
    const { words, states, families, findings, authority } = chosen;
    shown = rows.filter(row =>
      (states.size === 0 || states.has(row.state)) &&
      (families.size === 0 || families.has(row.family)) &&
      (findings.size === 0 || row.findings.some(finding => findings.has(finding))) &&
      (authority < 0 || row.authority === authority) &&
      words.every(word => row.text.includes(word)));
    const column = columns.find(one => one.key === chosen.sort);
    const sign = chosen.descending ? -1 : 1;
    shown.sort((a, b) => sign * column.compare(a, b) || collator.compare(a.name, b.name));
    chosen.page = 0;
    show();
  }

  function show() {
    const pages = Math.max(1, Math.ceil(shown.length / pageSize));
    const first = chosen.page * pageSize;
    const part = shown.slice(first, first + pageSize);
    find("list").tBodies[0].replaceChildren(...part.map(row => {
      const line = element("tr");
      for (const column of columns) {
        const cell = element("td");
        cell.dataset.label = column.title;
        column.fill(cell, row);
        line.append(cell);
      }
      return line;
    }));
    find("list").hidden = find("pager").hidden = shown.length === 0;
    find("empty").hidden = shown.length > 0;
    find("page").textContent = `Page ${number.format(chosen.page + 1)} of ${number.format(pages)}`;
    find("previous").disabled = chosen.page === 0;
    find("next").disabled = chosen.page >= pages - 1;
    find("status").textContent = shown.length === rows.length ? `${number.format(rows.length)} credentials` : `${number.format(shown.length)} of ${number.format(rows.length)} credentials`;
    for (const header of find("list").tHead.rows[0].cells) {
      if (header.dataset.key === chosen.sort) {
        header.setAttribute("aria-sort", chosen.descending ? "descending" : "ascending");
      } else {
        header.removeAttribute("aria-sort");
      }
    }
    find("sort").value = `${chosen.sort} ${chosen.descending ? "down" : "up"}`;
    for (const chip of document.querySelectorAll(".chip")) {
      chip.setAttribute("aria-pressed", String(chosen[chip.dataset.of].has(Number(chip.value))));
    }
  }

  function sortBy(key, descending) {
    chosen.sort = key;
    chosen.descending = descending;
    choose();
  }

  function addHeaders() {
    for (const column of columns) {
      const header = element("th");
      header.scope = "col";
      header.dataset.key = column.key;
      const button = element("button", "", column.title);
      button.type = "button";
      button.addEventListener("click", () => sortBy(column.key, chosen.sort === column.key && !chosen.descending));
      header.append(button);
      find("list").tHead.rows[0].append(header);
      for (const [direction, words] of [["up", "ascending"], ["down", "descending"]]) {
        find("sort").append(new Option(`${column.title}, ${words}`, `${column.key} ${direction}`));
      }
    }
    find("sort").addEventListener("change", event => {
      const [key, direction] = event.target.value.split(" ");
      sortBy(key, direction === "down");
    });
  }

  function addChips(of, labels, counted) {
    const group = find({ states: "state-chips", families: "family-chips", findings: "finding-chips" }[of]);
    labels.forEach((label, index) => {
      if (!rows.some(row => counted(row, index))) {
        return;
      }
      const chip = element("button", "chip", label);
      chip.type = "button";
      chip.value = index;
      chip.dataset.of = of;
      chip.addEventListener("click", () => {
        if (!chosen[of].delete(index)) {
          chosen[of].add(index);
        }
        choose();
      });
      group.append(chip);
    });
  }

  function addAuthorities() {
    if (data.authorities.length > 1) {
      find("authority-pick").hidden = false;
      find("authority").append(new Option("All", "-1"), ...data.authorities.map((authority, index) => new Option(authority.name, index)));
      find("authority").addEventListener("change", event => {
        chosen.authority = Number(event.target.value);
        choose();
      });
    }
  }

  function clear() {
    chosen.words = [];
    chosen.authority = -1;
    find("search").value = "";
    find("authority").value = "-1";
    for (const of of ["states", "families", "findings"]) {
      chosen[of].clear();
    }
  }

  function turn(pages) {
    chosen.page += pages;
    show();
    find("credentials").scrollIntoView();
  }

  function addTheme() {
    const key = "PSCredentials.theme";
    let kept = null;
    try {
      kept = localStorage.getItem(key);
    } catch {
      // Storage may be forbidden for files; the choice then lasts as long as the page.
    }
    for (const choice of document.querySelectorAll("input[name=theme]")) {
      choice.addEventListener("change", () => {
        setTheme(choice.value);
        try {
          localStorage.setItem(key, choice.value);
        } catch {
          // See above.
        }
      });
      if (choice.value === kept) {
        choice.checked = true;
        setTheme(kept);
      }
    }
  }

  function setTheme(theme) {
    if (theme === "auto") {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }
  }

  addTheme();
  addHeaders();
  addChips("states", data.states, (row, index) => row.state === index);
  addChips("families", data.families, (row, index) => row.family === index);
  addChips("findings", data.findings, (row, index) => row.findings.includes(index));
  addAuthorities();
  find("search").addEventListener("input", event => {
    chosen.words = event.target.value.toLowerCase().split(/\s+/).filter(word => word);
    choose();
  });
  find("reset").addEventListener("click", () => {
    clear();
    sortBy("expires", false);
  });
  find("previous").addEventListener("click", () => turn(-1));
  find("next").addEventListener("click", () => turn(1));
  for (const link of document.querySelectorAll("a[data-finding]")) {
    link.addEventListener("click", () => {
      clear();
      chosen.findings.add(Number(link.dataset.finding));
      choose();
    });
  }
  choose();
})();
