"""Lệnh chạy phần mềm — prepares the database, then keeps one web server and one background worker running."""

from __future__ import annotations

import os
import secrets
import signal
import socket
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from boiduong.foundation.accounts.models import User
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.services import load_units
from boiduong.rehearsal.blank import is_up_to_date, prepare_blank
from boiduong.rehearsal.demo import DEMO_PASSWORD, demo_accounts, prepare_demo
from boiduong.rehearsal.serving import answers, begin, collect_static, compile_search, serve, watch, work
from boiduong.web.busy import patiently


class Command(BaseCommand):
    """Chạy phần mềm — one supervisor: database, static files, web server, worker."""

    help = "Chạy phần mềm trên máy này / serve on this machine"
    requires_system_checks: list[str] = []  # noqa: RUF012 - the tests hold them; a start need not wait for them

    def handle(self, *args: object, **options: object) -> None:
        """Prepare, start, say where, wait."""
        bind = os.environ.get("BIND", "127.0.0.1")
        self._refuse_taken_port(bind)
        settings.SECRET_KEY = self._secret()
        patiently(self._prepare, doing="preparing the database")
        signal.signal(signal.SIGTERM, _leave)
        starts = {"web": lambda: begin(serve, f"{bind}:{settings.PORT}"), "worker": lambda: begin(work)}
        children: dict[str, BaseProcess] = {}
        try:
            children["web"] = starts["web"]()
            # The first page comes before the long work begins; a server that fell at once has said why itself.
            if answers(bind, settings.PORT, children["web"]) or children["web"].is_alive():
                self._greet(bind)
                children |= {"worker": starts["worker"](), "search": begin(compile_search)}
                watch(children, starts, say=self.stderr.write)
            raise SystemExit(1)
        except KeyboardInterrupt:
            pass
        finally:
            for child in children.values():
                child.terminate()
            for child in children.values():
                child.join(timeout=20)

    def _refuse_taken_port(self, bind: str) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((bind, settings.PORT))
            except OSError as error:
                raise CommandError(
                    f"Cổng {settings.PORT} đang có chương trình khác dùng. Chọn cổng khác: PORT=8080 make run"
                ) from error

    def _secret(self) -> str:
        """The demo keeps a secret of its own in the data folder; production brings one."""
        if not settings.DEMO:
            return str(settings.SECRET_KEY)
        file = Path(settings.DATA_DIR) / "secret.key"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(64))
        return file.read_text().strip()

    def _prepare(self) -> None:
        self.stdout.write("Chuẩn bị cơ sở dữ liệu…")
        self.stdout.flush()
        if settings.DEMO:
            prepare_blank(at=timezone.now())
        elif not is_up_to_date():
            call_command("migrate", verbosity=0, interactive=False)
        if not Unit.objects.exists():
            self.stdout.write("Nạp danh mục đơn vị hành chính…")
            load_units(at=timezone.now())
        collect_static()
        if settings.DEMO:
            prepare_demo(at=timezone.now(), say=self.stdout.write)
        elif User.objects.filter(demo=True, is_active=True).exists():
            raise CommandError("Còn tài khoản dùng thử trong sổ này: không chạy thật được. Dùng một cơ sở dữ liệu mới.")

    def _greet(self, bind: str) -> None:
        self.stdout.write(f"\nBồi Dưỡng chạy tại http://{bind}:{settings.PORT}\n")
        if settings.DEMO:
            self.stdout.write(f"Tài khoản dùng thử, mật khẩu chung: {DEMO_PASSWORD}")
            for username, label in demo_accounts():
                self.stdout.write(f"  {username:<12} {label}")
        self.stdout.write("\nDừng: Ctrl C")
        self.stdout.flush()


def _leave(number: int, frame: FrameType | None) -> None:
    """A service manager ends us as Ctrl C does."""
    raise KeyboardInterrupt
