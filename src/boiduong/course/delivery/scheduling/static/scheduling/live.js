// Tiến độ của máy xếp: thay phần đang đổi mỗi hai giây; khi xong thì tải lại cả trang.
(() => {
  "use strict";
  const region = document.getElementById("may");
  if (!region || !region.dataset.from) return;
  const look = async () => {
    try {
      const answer = await fetch(region.dataset.from, { credentials: "same-origin" });
      if (answer.ok) {
        const text = await answer.text();
        const fresh = new DOMParser().parseFromString(text, "text/html").body;
        if (!fresh.querySelector("[data-live]")) { location.reload(); return; }
        const stay = region.contains(document.activeElement) && document.activeElement.closest("form");
        const next = fresh.querySelector("form");
        if (stay && next) {
          // Ai đang đứng trên nút "Dừng" thì không mất chỗ đứng: thay mọi thứ quanh nút, chữ trên nút, không thay nút.
          [...stay.parentElement.childNodes].filter((node) => node !== stay).forEach((node) => node.remove());
          stay.before(...[...next.parentElement.childNodes].filter((node) => node !== next));
          document.activeElement.textContent = next.querySelector("button").textContent;
        } else {
          region.replaceChildren(...fresh.childNodes);
        }
      }
    } catch { /* mất mạng một lúc: lần sau hỏi lại */ }
    setTimeout(look, 2000);
  };
  setTimeout(look, 2000);
})();
