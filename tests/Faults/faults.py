#!/usr/bin/env python3
"""Two instances of each service, PostgreSQL and RabbitMQ as processes of their own, under random kills and pauses while departments work.

usage: python3 tests/Faults/faults.py [--disclosures 1000] [--minutes 10] [--seed N] [--services DIR]
       DIR holds Budgets, Performance and Publication as published (default: their bin/Debug/net10.0 in this repository)
By hand, on a machine for trying things out: Debian's postgresql, rabbitmq-server, python3-grpcio, python3-pika, protobuf-compiler-grpc.
As root (PostgreSQL runs as its own user). Ends by itself; everything it starts is below one folder and ends with it.

Afterwards: every act that was acknowledged is in the history once; every history is a walk through the allowed moves; each approved
disclosure was published once; events = acts, in order; every public file is as its manifest says; how long a publication waited.
"""
import argparse
import base64
import hashlib
import hmac
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEY = "a key for the faults, and for nothing else"
YEAR, DISTRICT = 2025, "shili"
EVENTS = ["budget.budget-revised", "budget.targets-revised", "budget.disclosure-submitted", "budget.disclosure-approved", "budget.disclosure-published"]
PG = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]


def token(who, department, role):
    part = lambda value: base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")
    now = int(time.time())
    claims = {"sub": who, "name": who, "district": DISTRICT, "role": [role], "iss": "budget-development", "aud": "budget", "iat": now, "nbf": now, "exp": now + 7200,
              "department": department or "*"}
    text = part({"alg": "HS256", "typ": "JWT"}) + b"." + part(claims)
    return (text + b"." + base64.urlsafe_b64encode(hmac.new(KEY.encode(), text, hashlib.sha256).digest()).rstrip(b"=")).decode()


class Process:
    """One that is killed, paused and started again as it was."""

    def __init__(self, name, command, env, folder):
        self.name, self.command, self.env, self.folder, self.process = name, command, env, folder, None

    def start(self):
        with open(self.folder / (self.name + ".log"), "ab") as log:
            self.process = subprocess.Popen(self.command, env={**os.environ, **self.env}, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, cwd="/")

    def signal(self, what):
        try:
            os.killpg(self.process.pid, what)
        except ProcessLookupError:
            pass

    def end(self):
        if self.process is not None and self.process.poll() is None:
            self.signal(signal.SIGCONT)
            self.signal(signal.SIGKILL)
            self.process.wait()


class Stack:
    def __init__(self, folder, services, base):
        self.folder, self.base = folder, base
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        data, rabbit = folder / "postgres", folder / "rabbit"
        for place in (data, rabbit, folder / "site"):
            place.mkdir()
        if user:
            shutil.chown(data, "postgres", "postgres")
        subprocess.run([*user, PG / "initdb", "-D", data / "data", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"], check=True, stdout=subprocess.DEVNULL, cwd="/")
        self.postgres = Process("postgres", [*user, str(PG / "postgres"), "-D", str(data / "data"), "-p", str(base), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=150"], {}, folder)
        (rabbit / "definitions.json").write_text(json.dumps({
            "vhosts": [{"name": "budget"}], "users": [{"name": "guest", "password": "guest", "tags": "administrator"}],
            "permissions": [{"user": "guest", "vhost": "budget", "configure": ".*", "write": ".*", "read": ".*"}]}))
        (rabbit / "rabbitmq.conf").write_text(f"listeners.tcp.default = 127.0.0.1:{base + 1}\nloopback_users = none\nload_definitions = {rabbit}/definitions.json\ndisk_free_limit.absolute = 50MB\nlog.console = true\nlog.console.level = warning\n")
        (rabbit / "plugins").write_text("[].\n")
        self.rabbit = Process("rabbit", ["/usr/lib/rabbitmq/bin/rabbitmq-server"], {
            "HOME": str(rabbit), "RABBITMQ_NODENAME": f"faults-{base}@localhost", "RABBITMQ_DIST_PORT": str(base + 2), "ERL_EPMD_PORT": str(base + 3), "RABBITMQ_MNESIA_BASE": str(rabbit / "data"),
            "RABBITMQ_LOG_BASE": str(rabbit / "log"), "RABBITMQ_PID_FILE": str(rabbit / "pid"), "RABBITMQ_CONFIG_FILE": str(rabbit / "rabbitmq.conf"), "RABBITMQ_CONF_ENV_FILE": str(rabbit / "none"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(rabbit / "plugins"), "RUNNING_UNDER_SYSTEMD": "true", "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 2:2 +sbwt none"}, folder)
        self.amqp = f"amqp://guest:guest@127.0.0.1:{base + 1}/budget"
        key = subprocess.run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 | openssl pkcs8 -topk8 -nocrypt -outform DER | base64 -w 0", shell=True, check=True, capture_output=True).stdout.decode()
        self.services = {}
        for number, service in enumerate(["Budgets", "Performance", "Publication"]):
            for instance in (0, 1):
                env = {"Rpc__Url": f"http://127.0.0.1:{self.port(service, instance)}", "Identity__SigningKey": KEY, "Database__Provider": "postgres", "Broker__Uri": self.amqp, "Signing__Key": key,
                       "Database__ConnectionString": f"Host=127.0.0.1;Port={base};Database=faults;Username=postgres", "Pdf__Tool": "none", "DataFolder": str(folder / f"{service}-{instance}"),
                       "Site__Folder": str(folder / "site"), "Site__Url": f"http://127.0.0.1:{base + 30 + instance + 2 * number}",
                       "Services__Budgets": f"http://127.0.0.1:{self.port('Budgets', instance)}", "Services__Performance": f"http://127.0.0.1:{self.port('Performance', instance)}"}
                if service != "Publication":
                    del env["Site__Url"]
                program = (services / service if services else ROOT / "services" / service / "bin/Debug/net10.0") / f"Budget.{service}.dll"
                self.services[service, instance] = Process(f"{service}-{instance}", ["dotnet", str(program)], env, folder)

    def port(self, service, instance):
        return self.base + 10 + 2 * ["Budgets", "Performance", "Publication"].index(service) + instance

    def __enter__(self):
        self.postgres.start()
        self.rabbit.start()
        wait(lambda: subprocess.run([PG / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.base)]).returncode == 0, 60)
        subprocess.run([PG / "psql", "-q", "-h", "127.0.0.1", "-p", str(self.base), "-U", "postgres", "-c", "CREATE DATABASE faults TEMPLATE template0"], check=True)
        for service in self.services.values():
            service.start()
        return self

    def __exit__(self, *_):
        for process in [*self.services.values(), self.rabbit, self.postgres]:
            process.end()


def wait(condition, seconds):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"Not within {seconds} s.")
        time.sleep(0.2)


class Clients:
    """Calls both instances in turn until one answers. UNAVAILABLE and a deadline are tried again; anything else is an answer."""

    def __init__(self, stack, grpc, stubs):
        self.grpc, self.attempts, self.codes = grpc, 0, Counter()
        self.of = {service: [stub(grpc.insecure_channel(f"127.0.0.1:{stack.port(service, i)}", [("grpc.service_config_disable_resolution", 1), ("grpc.enable_retries", 0)])) for i in (0, 1)]
                   for service, stub in stubs.items()}

    def __call__(self, service, method, request, bearer, seconds=150):
        end, turn = time.monotonic() + seconds, random.getrandbits(1)
        while True:
            self.attempts += 1
            try:
                return getattr(self.of[service][turn % 2], method)(request, timeout=10, metadata=[("authorization", "Bearer " + bearer)])
            except self.grpc.RpcError as error:
                self.codes[error.code().name] += 1
                # INTERNAL is counted and tried again: it must not come, and must not end the run either.
                if error.code().name not in ("UNAVAILABLE", "DEADLINE_EXCEEDED", "INTERNAL", "CANCELLED", "RESOURCE_EXHAUSTED") and "PART_UNREADABLE" not in (error.details() or "") or time.monotonic() > end:
                    raise
                turn += 1
                time.sleep(0.3)


def department(call, proto, code, acknowledged, approved_at):
    """One department's year. What is refused as done already was done by an attempt whose answer was lost."""
    preparer, secrecy, approver = (token(f"{role}-{code}", code, role) for role in ("preparer", "secrecy_reviewer", "approver"))
    name = f"districts/{DISTRICT}/departments/{code}/disclosures/{YEAR}/versions/1"

    def act(action, service, method, request, bearer):
        try:
            call(service, method, request, bearer)
        except call.grpc.RpcError as error:
            if error.code().name not in ("ALREADY_EXISTS", "FAILED_PRECONDITION", "ABORTED"):
                raise
            history = call("Publication", "ListHistory", proto.d.ListHistoryRequest(name=name), preparer).entries
            if action not in [entry.action for entry in history]:
                raise
        acknowledged.append((code, action))

    file = proto.intake(code)
    call("Budgets", "RegisterDepartment", proto.b.RegisterDepartmentRequest(department=file.department), token("qian", "", "finance_reviewer"))
    call("Budgets", "SaveBudget", proto.b.SaveBudgetRequest(budget=file.budget, request_id=proto.request_id(code, "b")), preparer)
    call("Performance", "SaveTargets", proto.p.SaveTargetsRequest(targets=file.targets, request_id=proto.request_id(code, "t")), preparer)
    act("open", "Publication", "OpenDisclosure", proto.d.OpenDisclosureRequest(department=code, year=YEAR), preparer)
    report = call("Publication", "CheckDisclosure", proto.d.CheckDisclosureRequest(name=name), preparer).report
    act("submit", "Publication", "SubmitDisclosure", proto.d.SubmitDisclosureRequest(name=name, explanations=[
        proto.disclosure.Explanation(fingerprint=f.fingerprint, text="已核对。") for f in report.findings if f.severity == proto.WARNING]), preparer)
    act("review_secrecy", "Publication", "ReviewSecrecy", proto.d.ReviewSecrecyRequest(name=name, outcome="SECRECY_OUTCOME_CLEARED", opinion="无涉密内容"), secrecy)
    act("approve", "Publication", "ApproveDisclosure", proto.d.ApproveDisclosureRequest(name=name, opinion="同意"), approver)
    approved_at[code] = time.time()


class Protos:
    def __init__(self, folder):
        generated = folder / "gen"
        subprocess.run(["bash", ROOT / "protos/examples/python/generate.sh", generated], check=True)
        sys.path.insert(0, str(generated))
        from budget.v1 import budget_service_pb2, budget_service_pb2_grpc, disclosure_pb2, disclosure_service_pb2, disclosure_service_pb2_grpc, finding_pb2, performance_service_pb2, performance_service_pb2_grpc
        from google.protobuf import json_format
        self.b, self.d, self.p, self.disclosure, self.WARNING = budget_service_pb2, disclosure_service_pb2, performance_service_pb2, disclosure_pb2, finding_pb2.SEVERITY_WARNING
        self.stubs = {"Budgets": budget_service_pb2_grpc.BudgetServiceStub, "Performance": performance_service_pb2_grpc.PerformanceServiceStub, "Publication": disclosure_service_pb2_grpc.DisclosureServiceStub}
        text = (ROOT / "services/Standalone/Demo/301-city-management-2025-mended.json").read_text(encoding="utf-8")

        def intake(code):
            file = json_format.Parse(text, disclosure_pb2.DisclosureFile())
            file.department.code = file.budget.department = file.targets.department = code
            file.department.name = file.department.name  # the document names itself; codes alone differ
            return file
        self.intake = intake
        self.request_id = lambda code, what: str(__import__("uuid").uuid5(__import__("uuid").NAMESPACE_URL, code + what))


class Receiver(threading.Thread):
    """A platform with a quorum queue of its own, which never loses patience with the broker."""

    def __init__(self, amqp):
        super().__init__(daemon=True)
        self.amqp, self.received, self.twice, self.bound, self.over = amqp, {}, 0, threading.Event(), False

    def run(self):
        import pika
        while not self.over:
            try:
                channel = pika.BlockingConnection(pika.URLParameters(self.amqp)).channel()
                channel.queue_declare("platform.faults", durable=True, arguments={"x-queue-type": "quorum"})
                for exchange in EVENTS:
                    channel.exchange_declare(exchange, passive=True)
                    channel.queue_bind("platform.faults", exchange, DISTRICT + ".#")
                channel.basic_qos(prefetch_count=50)
                self.bound.set()
                for method, properties, body in channel.consume("platform.faults", inactivity_timeout=1):
                    if method is not None:
                        self.twice += properties.message_id in self.received
                        self.received.setdefault(properties.message_id, (properties.type, json.loads(body), len(self.received)))
                        channel.basic_ack(method.delivery_tag)
                    if self.over:
                        return
            except Exception:
                time.sleep(0.5)


def faults(stack, chance, until, told):
    """One at a time, and the next only once the one before is over: that is what a publication is measured against."""
    services = list(stack.services.values())
    while time.monotonic() < until():
        time.sleep(chance.uniform(2, 6))
        kind, began = chance.choice(["kill", "kill", "pause", "pause", "postgres", "rabbit", "rolling"]), time.time()
        victim, length = chance.choice(services), chance.uniform(1, 9)
        if kind in ("kill", "rolling"):
            victim.signal(signal.SIGKILL if kind == "kill" else signal.SIGTERM)
            victim.process.wait()
            time.sleep(length / 3)
            victim.start()
        elif kind == "pause":
            victim.signal(signal.SIGSTOP)
            time.sleep(length)
            victim.signal(signal.SIGCONT)
        else:
            victim = stack.postgres if kind == "postgres" else stack.rabbit
            victim.end()
            time.sleep(length / 3)
            victim.start()
            if kind == "postgres":
                wait(lambda: subprocess.run([PG / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(stack.base)]).returncode == 0, 60)
        told.append((kind, victim.name, began, time.time()))
        print(f"  {kind:8} {victim.name:14} {told[-1][3] - began:5.1f} s", flush=True)


def judge(stack, call, proto, codes, acknowledged, approved_at, receiver, told):
    bad = []
    finance = token("qian", "", "finance_reviewer")
    counts, waited, files = Counter(acknowledged), [], 0
    allowed = {None: {"open": "draft"}, "draft": {"submit": "submitted"}, "submitted": {"review_secrecy": "submitted", "approve": "approved"}, "approved": {"publish": "published"}}
    for code in codes:
        name = f"districts/{DISTRICT}/departments/{code}/disclosures/{YEAR}/versions/1"
        entries = call("Publication", "ListHistory", proto.d.ListHistoryRequest(name=name), finance).entries
        actions, state = Counter(e.action for e in entries), None
        for entry in entries:
            state = allowed.get(state, {}).get(entry.action)
            if state is None:
                bad.append(f"{code}: {entry.action} is no move of its state")
                break
        bad += [f"{code}: {action} acknowledged {n} times, in the history {actions[action]} times" for (who, action), n in counts.items() if who == code and actions[action] != 1]
        if actions["publish"] != 1:
            bad.append(f"{code}: published {actions['publish']} times")
            continue
        published = next(e.at.seconds + e.at.nanos / 1e9 for e in entries if e.action == "publish")
        # What of the wait was not the fault's own length.
        down = sum(max(0, min(end, published) - max(began, approved_at[code])) for _, _, began, end in told)
        waited.append(max(0, published - approved_at[code] - down))
        for file in call("Publication", "ListPublishedFiles", proto.d.ListPublishedFilesRequest(name=name), finance).files:
            files += 1
            path = stack.folder / "site" / DISTRICT / str(YEAR) / code / "v1" / file.path
            if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
                bad.append(f"{code}: {file.path} is not as it was published")
    due = [t for _ in codes for t in EVENTS]
    got = Counter(type_ for type_, _, _ in receiver.received.values())
    bad += [f"{type_}: {n} due, {got[type_]} came" for type_, n in Counter(due).items() if got[type_] != n]
    order = defaultdict(list)
    for type_, body, at in sorted(receiver.received.values(), key=lambda e: e[2]):
        order[body["department"]].append(type_)
    bad += [f"{code}: events came as {kinds}" for code, kinds in order.items() if [k for k in kinds if "disclosure" in k] != EVENTS[2:]]
    waited.sort()
    pick = lambda q: f"{waited[int(q * (len(waited) - 1))]:.1f}" if waited else "-"
    print(f"{len(codes)} disclosures, {len(acknowledged)} acknowledged acts, {call.attempts} attempts, answers that were no success: {dict(call.codes)}")
    print(f"{len(told)} faults: {dict(Counter(kind for kind, *_ in told))}")
    print(f"{len(receiver.received)} events, {receiver.twice} came twice; {files} files compared")
    print(f"approved → public beyond the fault's own length: p50 {pick(0.5)} s, p99 {pick(0.99)} s, worst {pick(1)} s")
    for fault in bad[:40]:
        print("BAD", fault)
    print(f"{len(bad)} bad")
    return bad


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--disclosures", type=int, default=1000)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--seed", type=int, default=int(time.time()))
    options.add_argument("--services", type=Path)
    options.add_argument("--base-port", type=int, default=26000)
    options.add_argument("--quiet", action="store_true", help="no faults: what it takes by itself")
    options = options.parse_args()
    print(f"seed {options.seed}", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="budget-faults-"))
    folder.chmod(0o755)
    proto = Protos(folder)
    import grpc
    acknowledged, approved_at, told, codes = [], {}, [], [str(1000 + n) for n in range(options.disclosures)]
    with Stack(folder, options.services, options.base_port) as stack:
        call = Clients(stack, grpc, proto.stubs)
        receiver = Receiver(stack.amqp)
        receiver.start()
        wait(receiver.bound.is_set, 180)
        end = time.monotonic() + options.minutes * 60
        working = threading.Event()
        working.set()
        trouble = threading.Thread(target=faults, args=(stack, random.Random(options.seed), lambda: end if working.is_set() else 0, told), daemon=True)
        if not options.quiet:
            trouble.start()
        failed = []
        with ThreadPoolExecutor(8) as pool:
            for code, done in [(code, pool.submit(department, call, proto, code, acknowledged, approved_at)) for code in codes]:
                try:
                    done.result()
                except Exception as error:
                    failed.append(f"{code}: {error!r}"[:300])
        working.clear()
        if not options.quiet:
            trouble.join(120)
        for service in stack.services.values():
            if service.process.poll() is not None:
                failed.append(f"{service.name} ended by itself with {service.process.returncode}")
        query = 'SELECT (SELECT count(*) FROM publication."Outbox" WHERE "SentAt" IS NULL) + (SELECT count(*) FROM publication."Disclosures" WHERE "State" = 3)'
        def settled():
            answer = subprocess.run([PG / "psql", "-h", "127.0.0.1", "-p", str(stack.base), "-U", "postgres", "-d", "faults", "-Atc", query], capture_output=True, text=True)
            return answer.stdout.strip() == "0" and len(receiver.received) >= len(EVENTS) * len(approved_at)
        try:
            wait(settled, 120)
        except SystemExit:
            failed.append("events or publications still wait two minutes after the last fault")
        for fault in failed:
            print("BAD", fault)
        bad = judge(stack, call, proto, sorted(approved_at), acknowledged, approved_at, receiver, told) + failed
        receiver.over = True
    if bad:
        print(f"logs: {folder}")
    else:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
