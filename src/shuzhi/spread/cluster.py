"""A Dask cluster: each task in a process of its own under one of the cluster's workers, on whatever machine.

All machines have this program installed alike, and the run's folder under the same path: what is parked and written
lies there, only small frames travel. Dask is an extra: it is imported only where a cluster is asked for.
"""

import logging
import pickle
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from multiprocessing import current_process
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shuzhi.cache import program
from shuzhi.errors import ExitCode, ShuzhiError
from shuzhi.spread.processes import Processes, prepare
from shuzhi.spread.serving import portable
from shuzhi.spread.workers import Death, Item, Limits, Report, Result

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT = 30  # seconds until the scheduler must have answered
RETURN = 120  # seconds for which a cluster may have no worker: one that was killed is started again meanwhile
_AHEAD = 2  # tasks that a cluster is given for each that it works on: no worker waits, and nothing piles up

_MISSING = (
    "连接集群要用的组件没有安装。请装机的技术人员在程序文件夹里运行 "
    "pip install --require-hashes -r constraints-extras.txt"
)
_UNREACHABLE = "连不上集群 {}。请核对地址（写成 tcp://192.168.1.10:8786 这样），核对那里的 dask scheduler 是不是开着"
_EMPTY = "集群 {} 里没有工作进程。请在各台工作机上运行 dask worker {}"
_BROKEN = "集群 {} 中途断开了。请核对网络和那台机器上的 dask scheduler"
_DYING = "集群 {} 的工作进程处理同一批工作簿时接连退出。请核对工作机的内存，核对每台都装了本程序"
_OTHER_PROGRAM = "工作机 {} 上装的和这台电脑上的不一样。请在每台机器上用同一份清单装同一版程序，重开 dask worker"
_NO_FOLDER = "工作机 {} 上没有工作文件夹，或者路径和这台电脑上的不一样。请把它共享给每台工作机，路径要相同，要能读能写"


class NoCluster(ShuzhiError):
    """The cluster that was asked for cannot be used, or not any more."""

    exit_code = ExitCode.NOT_STARTED

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"{reason}，再运行一次。本次没有生成任何文件，上一次的结果没有改动。"
            "只用这台电脑的，命令里不写 --cluster。"
        )


@dataclass(frozen=True)
class Cluster:
    """The workers of a Dask cluster (see Workers); all of them must see `folder`.

    jobs     the threads of its workers when it was found; those that come later help, too
    modules  what the tasks need, imported once by each Dask worker
    """

    address: str
    client: "Client"
    jobs: int
    folder: Path
    modules: Sequence[str] = ()
    least: int = 1

    def outcomes(
        self, task: Callable[[Item, Report], Result], items: Sequence[Item], limits: Limits,
        beside: Iterable[object] = (),
    ) -> Iterator[tuple[int, Result | Death]]:
        """See Workers; what a Dask worker was at when it ended is done again by another. NoCluster: none is left."""
        waiting, steps = enumerate(items), iter(beside)
        places: dict[Future[bytes], int] = {}
        try:
            while True:
                for place, item in islice(waiting, _AHEAD * self.jobs - len(places)):
                    work = pickle.dumps((task, item, limits), pickle.HIGHEST_PROTOCOL)
                    places[self._given(work)] = place
                for _ in steps:
                    if any(future.done() for future in places):
                        break
                if not places:
                    return
                for future in self._done([*places]):
                    yield places.pop(future), self._outcome(future)
        finally:
            self.client.cancel([*places])

    def _given(self, work: bytes) -> "Future[bytes]":
        """The cluster's word that it does a pickled task."""
        return self.client.submit(_alone, work, program(), str(self.folder), self.modules, pure=False)

    def _done(self, futures: "Sequence[Future[bytes]]") -> "set[Future[bytes]]":
        """Those that are done, as soon as one is. NoCluster: there is nobody to do them any more."""
        from distributed import wait  # noqa: PLC0415 - an extra

        while True:
            try:
                done: set[Future[bytes]] = wait(futures, RETURN, "FIRST_COMPLETED").done
            except TimeoutError:  # they may take long, as long as somebody works
                _await_workers(self.client, self.address)
            except CancelledError:
                raise NoCluster(_BROKEN.format(self.address)) from None
            else:
                return done

    def _outcome(self, future: "Future[bytes]") -> Any:
        """What became of a task. NoCluster: Dask could not have it done; whatever the task raised."""
        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        try:
            kind, value = pickle.loads(future.result())  # noqa: S301 - what _alone made
        except (CancelledError, OSError):
            raise NoCluster(_BROKEN.format(self.address)) from None
        except (KilledWorker, ImportError):  # nor is it imported where this program is not installed
            raise NoCluster(_DYING.format(self.address)) from None
        if kind == "unfit":
            raise NoCluster(value)
        if kind == "raised":
            raise value
        return value


@contextmanager
def connected(address: str, folder: Path, modules: Sequence[str] = ()) -> Iterator[Cluster]:
    """The cluster at an address (tcp://192.168.1.10:8786), to work on what lies in `folder`; `modules`: see Cluster.

    Raises:
        NoCluster: Dask is not installed, the address is none, nobody answers, or there are no workers.
    """
    if find_spec("distributed") is None:
        raise NoCluster(_MISSING)
    from distributed import Client  # noqa: PLC0415 - an extra

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what staff need is said by NoCluster
    try:
        client = Client(address, timeout=CONNECT)
    except (OSError, ValueError):  # ValueError: what cannot be an address
        raise NoCluster(_UNREACHABLE.format(address)) from None
    with client:
        _await_workers(client, address)
        yield Cluster(address, client, sum(client.nthreads().values()), folder, modules)


def _await_workers(client: "Client", address: str) -> None:
    """Wait until the cluster has a worker. Raises NoCluster."""
    try:
        client.wait_for_workers(1, RETURN)
    except TimeoutError:
        raise NoCluster(_EMPTY.format(address, address)) from None
    except OSError:
        raise NoCluster(_BROKEN.format(address)) from None


def _alone(work: bytes, version: str, folder: str, modules: Sequence[str]) -> bytes:
    """Do one task in a process of its own under this Dask worker; gives the pickle of a pair.

    ("done", result or Death) | ("raised", exception) | ("unfit", why this machine is of no use).

    It never raises: Dask would log what the task was given.
    """
    machine = socket.gethostname()
    if program() != version:
        return pickle.dumps(("unfit", _OTHER_PROGRAM.format(machine)))
    if not Path(folder).is_dir():
        return pickle.dumps(("unfit", _NO_FOLDER.format(machine)))
    current_process().daemon = False  # a Dask worker under a nanny may have no processes of its own otherwise
    prepare(modules)
    task, item, limits = pickle.loads(work)  # noqa: S301 - from the run that asked for this cluster
    try:
        ((_, outcome),) = Processes(1).outcomes(task, [item], limits)
    except Exception as fault:  # noqa: BLE001 - raised again where the run is
        return pickle.dumps(("raised", portable(fault)))
    return pickle.dumps(("done", outcome), pickle.HIGHEST_PROTOCOL)
