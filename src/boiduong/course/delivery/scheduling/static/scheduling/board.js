// Bảng xếp lịch: kéo thả và phím là phần thêm; không có tệp này vẫn nhấc và đặt bằng liên kết và nút.
(() => {
  "use strict";
  const board = document.querySelector("#bang");
  const table = board && board.querySelector(".timetable");
  if (!table) return;
  let page = null;
  let lifting = null;

  const lift = async (link) => {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    if (!answer.ok) return;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
    table.querySelectorAll("td[data-o]").forEach((cell) => {
      const other = page.querySelector(`td[data-o="${cell.dataset.o}"]`);
      if (!other || cell.querySelector(".slot")) return;
      if (other.querySelector(".slot-free")) cell.classList.add("keo-duoc");
      const shut = other.querySelector(".slot-shut");
      if (shut) cell.replaceChildren(document.importNode(shut, true));
    });
  };
  const rest = () => {
    page = null;
    table.querySelectorAll(".keo-duoc, .keo-vao").forEach((cell) => cell.classList.remove("keo-duoc", "keo-vao"));
    table.querySelectorAll("td .slot-shut").forEach((shut) => shut.remove());
  };
  document.querySelectorAll("a.slot[data-nhac], .tray a.slot").forEach((link) => {
    link.draggable = true;
    link.addEventListener("dragstart", (event) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", link.href);
      lifting = lift(link);
    });
    link.addEventListener("dragend", () => Promise.resolve(lifting).then(() => setTimeout(rest, 1500)));
  });
  // Ô nào cũng nhận khi máy chủ chưa kịp trả lời; thả rồi mới biết chắc ô ấy đặt được hay không.
  const takes = (cell) => cell && (cell.classList.contains("keo-duoc") || (!page && !cell.querySelector(".slot")));
  table.addEventListener("dragover", (event) => {
    const cell = event.target.closest("td[data-o]");
    if (!takes(cell)) return;
    event.preventDefault();
    table.querySelectorAll(".keo-vao").forEach((one) => one.classList.remove("keo-vao"));
    cell.classList.add("keo-vao");
  });
  table.addEventListener("drop", async (event) => {
    const cell = event.target.closest("td[data-o]");
    if (!takes(cell)) return;
    event.preventDefault();
    await lifting;
    const form = page && page.querySelector(`td[data-o="${cell.dataset.o}"] form`);
    if (!form) return;
    const ours = document.importNode(form, true);
    ours.hidden = true;
    document.body.append(ours);
    ours.submit();
  });

  // Mũi tên đi giữa các ô, Enter nhấc và đặt, Esc đặt lại chỗ cũ, K khóa, Ctrl Z hoàn tác.
  const stops = () => [...table.querySelectorAll("a.slot, button.slot")];
  document.addEventListener("keydown", (event) => {
    const at = document.activeElement;
    if (at && at.matches("input, select, textarea")) return;
    if (event.key === "Escape") { const back = document.getElementById("dat-lai"); if (back) back.click(); return; }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      const undo = document.querySelector("#hoan-tac button");
      if (undo) { event.preventDefault(); undo.click(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !table.contains(at)) return;
    if (event.key.toLowerCase() === "k") {
      const lock = document.querySelector("#khoa-o button");
      if (lock) { event.preventDefault(); lock.click(); }
      return;
    }
    const list = stops(), cell = at.closest("td");
    if (!cell) return;
    const row = cell.parentElement, column = [...row.children].indexOf(cell);
    const near = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (near) {
      const next = list[list.indexOf(at) + near];
      if (next) { event.preventDefault(); next.focus(); }
    }
    const down = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
    for (let other = down && row[down]; other; other = other[down]) {
      const there = other.children[Math.min(column, other.children.length - 1)];
      const found = there && there.querySelector("a.slot, button.slot");
      if (found) { event.preventDefault(); found.focus(); break; }
    }
  });
  const held = table.querySelector(".slot-held") || table.querySelector("button.slot-free");
  if (held && location.hash === "#bang") addEventListener("load", () => setTimeout(() => held.focus(), 0));
})();
