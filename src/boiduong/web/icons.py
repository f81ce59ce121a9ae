"""Biểu tượng — the line drawings of the icons; each is read beside a word, never alone."""

from __future__ import annotations

ICONS: dict[str, str] = {
    "alert": '<path d="M12 3.5L2.5 20h19z"/><path d="M12 10v4.5M12 17.2v.1"/>',
    "ban": '<circle cx="12" cy="12" r="9"/><path d="M5.7 5.7l12.6 12.6"/>',
    "bell": '<path d="M6 17V11a6 6 0 0112 0v6l1.5 1.5h-15zM10 21h4"/>',
    "book": ('<path d="M4 4.5h6a2 2 0 012 2V20a2 2 0 00-2-1.5H4zM20 4.5h-6a2 2 0 00-2 2V20a2 2 0 012-1.5h6z"/>'),
    "calendar": ('<rect x="3.5" y="5" width="17" height="15.5" rx="1.5"/><path d="M3.5 10h17M8 2.8V7M16 2.8V7"/>'),
    "chart": '<path d="M4 4v16.5h16.5M8.5 16v-4M13 16V8M17.5 16v-6"/>',
    "chat": '<path d="M4 4.5h16v12H11l-5 4v-4H4z"/>',
    "check": '<path d="M4 12.5l5 5L20 6.5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "copy": '<path d="M9 8.5h11.5V20H9zM5.5 15.5h-2V4H15v2"/>',
    "down": '<path d="M6 9l6 6 6-6"/>',
    "download": '<path d="M12 4v12M7 11.5l5 4.5 5-4.5M4 16v4.5h16V16"/>',
    "file": '<path d="M6 2.8h8l4.5 4.5v14H6z"/><path d="M13.5 3v5h5M9 13h6M9 17h6"/>',
    "grip": '<path d="M9 5.5v.1M15 5.5v.1M9 12v.1M15 12v.1M9 18.5v.1M15 18.5v.1" stroke-width="3"/>',
    "help": ('<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 115 0c0 1.8-2.5 2-2.5 4M12 17v.1"/>'),
    "home": '<path d="M3.5 11.5L12 4l8.5 7.5M6 9.5V20h12V9.5"/>',
    "left": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="1.5"/><path d="M8 11V8a4 4 0 018 0v3"/>',
    "logout": '<path d="M10 4H4.5v16H10M9.5 12H21M16 7l5 5-5 5"/>',
    "map": '<path d="M3.5 6l5.5-2.5 6 2.5 5.5-2.5V18L15 20.5 9 18l-5.5 2.5zM9 3.5V18M15 6v14.5"/>',
    "menu": '<path d="M4 6.5h16M4 12h16M4 17.5h16"/>',
    "minus": '<path d="M5 12h14"/>',
    "next": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "offline": (
        '<path d="M3 3l18 18M8.5 15.5a5 5 0 016.5-.4M5 12a10 10 0 014-2.5M2 8.5a15 15 0 '
        '014.5-2.8M12.5 9A10 10 0 0119 12M10.5 5A15 15 0 0122 8.5M12 19.5v.1"/>'
    ),
    "pen": '<path d="M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5"/>',
    "phone": (
        '<path d="M6 3.5l3.5.5 1.5 5-2.5 1.7a13 13 0 005 5L15 13.2l5 1.5.5 3.5c-.2 1.5-1.5 2.5-3 '
        '2.3C10 19.8 4.2 14 3.5 6.5 3.4 5 4.5 3.7 6 3.5z"/>'
    ),
    "pin": ('<path d="M12 21.5c-4-4.5-7-7.7-7-11.5a7 7 0 0114 0c0 3.8-3 7-7 11.5z"/><circle cx="12" cy="10" r="2.5"/>'),
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4V8.5h16V17h-3"/><path d="M7 14h10v7H7z"/>',
    "qr": '<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v2M14 20h2M18 18h2v2"/>',
    "seal": ('<circle cx="12" cy="9.5" r="6.5"/><path d="M9 9.5l2.2 2.2L15 8M8.5 15L7 22l5-2.5L17 22l-1.5-7"/>'),
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "undo": '<path d="M8 5L4 9l4 4M4 9h10a6 5.5 0 010 11H9"/>',
    "upload": '<path d="M12 16V4M7 8.5L12 4l5 4.5M4 16v4.5h16V16"/>',
    "user": '<circle cx="12" cy="8" r="4"/><path d="M4 21c.6-4.4 4-6.5 8-6.5s7.4 2.1 8 6.5"/>',
    "users": (
        '<circle cx="9" cy="8" r="3.5"/>'
        '<path d="M2.5 20c.5-4 3.2-6 6.5-6s6 2 6.5 6M16 4.8a3.5 3.5 0 010 6.4M18 14.5c2 .8 3.2 '
        '2.7 3.5 5.5"/>'
    ),
}
