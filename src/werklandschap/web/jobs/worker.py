"""The process that carries out runs, picks up what dead ones left, and sends letters."""

import logging
import os
import socket
import threading

from django.db import connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as Transport

from werklandschap.web.jobs import actions
from werklandschap.web.jobs.registry import CHORES
from werklandschap.web.mail import tasks as mail

log = logging.getLogger(__name__)

_SWEEP_EVERY_S = 5.0
_CHORES_EVERY_S = 60.0


def work(*, batch: bool = False, interval_s: float = 1.0) -> None:
    """Carry out runs until told to stop, or until none waits.

    Parameters
    ----------
    batch : bool
        Stop when nothing waits.
    interval_s : float
        How long to wait before looking again. [s]
    """
    name = f"{socket.gethostname()[:30]}:{os.getpid()}:{get_random_string(6)}"
    transport = Transport(
        queue_names=["*"],
        interval=interval_s,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    if threading.current_thread() is threading.main_thread():
        transport.configure_signals()
    _look_after(name)
    stop = threading.Event()
    beside = [
        threading.Thread(target=_sweep_until, args=(stop, name), daemon=True),
        threading.Thread(target=_chores_until, args=(stop,), daemon=True),
        threading.Thread(target=mail.send_until, args=(stop,), daemon=True),
    ]
    for thread in beside:
        thread.start()
    try:
        transport.run()
    finally:
        stop.set()
        for thread in beside:
            thread.join()


def _sweep_until(stop: threading.Event, name: str) -> None:
    while not stop.wait(_SWEEP_EVERY_S):
        _look_after(name)


def _chores_until(stop: threading.Event) -> None:
    while not stop.wait(_CHORES_EVERY_S):
        for chore in CHORES:
            try:
                chore(timezone.now())
            except Exception:  # the next minute tries again; other chores go on
                log.warning("a chore failed", exc_info=True)
        connections.close_all()


def _look_after(name: str) -> None:
    try:
        actions.be_seen(name=name, at=timezone.now())
        if swept := actions.sweep(at=timezone.now()):
            log.warning("%d runs of dead workers were queued again", swept)
    except Exception:  # the next sweep tries again
        log.warning("a sweep failed", exc_info=True)
    finally:
        if threading.current_thread() is not threading.main_thread():
            connections.close_all()
