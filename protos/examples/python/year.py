#!/usr/bin/env python3
"""A department's year from a platform: save, check, submit, and watch what becomes of it.

usage: python3 year.py FILE      (an intake file, protos/budget/v1/disclosure.proto; generate.sh has run)
in the environment: BUDGETS, PERFORMANCE, PUBLICATION (host:port), TOKEN (a preparer's of that department)

Prints one line of JSON for each step. It may be run again: what was done is not done twice.
"""
import json
import os
import sys
import uuid
from pathlib import Path

here = Path(__file__).parent
sys.path.insert(0, os.environ.get("GEN", str(here / "gen")))

import grpc  # noqa: E402
from budget.v1 import budget_service_pb2 as b, budget_service_pb2_grpc as budgets_of  # noqa: E402
from budget.v1 import disclosure_pb2, disclosure_service_pb2 as d, disclosure_service_pb2_grpc as disclosures_of, finding_pb2  # noqa: E402
from budget.v1 import performance_service_pb2 as p, performance_service_pb2_grpc as performance_of  # noqa: E402
from google.protobuf import json_format  # noqa: E402
import details_pb2  # noqa: E402

# UNAVAILABLE is the one code that says: try again (an instance is restarted, its database is away). round_robin spreads the calls over all
# addresses that a name has: dns:///publication.example:5103. A repeat is harmless because every write carries a request id or an etag.
CHANNEL = [("grpc.service_config", json.dumps({
    "loadBalancingConfig": [{"round_robin": {}}],
    "methodConfig": [{"name": [{}], "retryPolicy": {
        "maxAttempts": 5, "initialBackoff": "0.2s", "maxBackoff": "3s", "backoffMultiplier": 2, "retryableStatusCodes": ["UNAVAILABLE"]}}],
})), ("grpc.keepalive_time_ms", 60000)]
CALL = {"timeout": 30, "metadata": [("authorization", "Bearer " + os.environ["TOKEN"])]}


def say(step, **what):
    print(json.dumps({"step": step, **what}, ensure_ascii=False), flush=True)


def details(error, kind):
    """The google.rpc details of a refusal that are of this kind."""
    for name, value in error.trailing_metadata() or []:
        if name == "grpc-status-details-bin":
            for any_ in details_pb2.Status.FromString(value).details:
                if any_.type_url.endswith("/google.rpc." + kind.DESCRIPTOR.name):
                    yield kind.FromString(any_.value)


def save(newest, call, request, what):
    """expected_revision says which revision these figures are made from; a request id makes a repeat of the same call harmless."""
    request.request_id = str(uuid.uuid5(uuid.NAMESPACE_URL, what + "/" + request.SerializeToString(deterministic=True).hex()))
    request.expected_revision = newest
    try:
        answer = call(request, **CALL)
    except grpc.RpcError as error:
        for info in details(error, details_pb2.ErrorInfo):
            if info.reason == "STALE_REVISION":
                raise SystemExit(f"Somebody saved revision {info.metadata['newest_revision']} meanwhile: read it, and decide whose figures hold.")
        for bad in details(error, details_pb2.BadRequest):
            for violation in bad.field_violations:
                say("malformed", field=violation.field, why=violation.description)
        raise
    say("saved", what=what, revision=answer.revision.revision, findings=len(answer.report.findings))


def newest(call, request, read):
    try:
        return read(call(request, **CALL))
    except grpc.RpcError as error:
        if error.code() == grpc.StatusCode.NOT_FOUND:
            return 0
        raise


def main(path):
    file = json_format.Parse(Path(path).read_text(encoding="utf-8"), disclosure_pb2.DisclosureFile())
    department, year = file.department.code, file.year
    budgets = budgets_of.BudgetServiceStub(grpc.insecure_channel(os.environ["BUDGETS"], CHANNEL))
    performance = performance_of.PerformanceServiceStub(grpc.insecure_channel(os.environ["PERFORMANCE"], CHANNEL))
    disclosures = disclosures_of.DisclosureServiceStub(grpc.insecure_channel(os.environ["PUBLICATION"], CHANNEL))

    # 1 Save: whole, as often as you like; each change is a new revision that never changes.
    save(newest(budgets.GetBudget, b.GetBudgetRequest(department=department, year=year), lambda a: a.revision.revision),
         budgets.SaveBudget, b.SaveBudgetRequest(budget=file.budget), "budget")
    save(newest(performance.GetTargets, p.GetTargetsRequest(department=department, year=year), lambda a: a.revision.revision),
         performance.SaveTargets, p.SaveTargetsRequest(targets=file.targets), "targets")

    # 2 Open the year. Somebody may have done so before.
    try:
        name = disclosures.OpenDisclosure(d.OpenDisclosureRequest(department=department, year=year), **CALL).disclosure.name
    except grpc.RpcError as error:
        if error.code() != grpc.StatusCode.ALREADY_EXISTS:
            raise
        name = f"districts/{file.department.district_code}/departments/{department}/disclosures/{year}/versions/1"
    say("opened", name=name)

    # 3 Check: the whole rule book; nothing is changed. Errors block a submission, warnings want a sentence each.
    report = disclosures.CheckDisclosure(d.CheckDisclosureRequest(name=name), **CALL).report
    errors = [f for f in report.findings if f.severity == finding_pb2.SEVERITY_ERROR and not f.HasField("accepted")]
    warnings = [f for f in report.findings if f.severity == finding_pb2.SEVERITY_WARNING and not f.HasField("accepted")]
    for finding in errors:
        say("error", rule=finding.rule, place=finding.place, message=finding.message, found=finding.found, expected=finding.expected)
    say("checked", errors=len(errors), warnings=len(warnings))
    if errors:
        raise SystemExit("Mend these, save again, check again.")

    # 4 Watch, from before the submission on, so that nothing is missed.
    watch = disclosures.WatchDisclosures(d.WatchDisclosuresRequest(department=department, year=year, include_current=True), metadata=CALL["metadata"])

    # 5 Submit: both revisions are pinned. The etag is the state that was looked at; somebody else's move in between is ABORTED.
    disclosure = disclosures.GetDisclosure(d.GetDisclosureRequest(name=name), **CALL).disclosure
    if disclosure.state == disclosure_pb2.DISCLOSURE_STATE_DRAFT:
        disclosures.SubmitDisclosure(d.SubmitDisclosureRequest(name=name, etag=disclosure.etag, explanations=[
            disclosure_pb2.Explanation(fingerprint=f.fingerprint, text="已核对原始凭证，数字无误。") for f in warnings]), **CALL)
        say("submitted", name=name)

    # 6 What others do from here on comes by itself (and as events: receive.py). This program has seen enough once it is submitted.
    for change in watch:
        state = disclosure_pb2.DisclosureState.Name(change.disclosure.state)
        say("watched", state=state, action=change.entry.action)
        if change.disclosure.state != disclosure_pb2.DISCLOSURE_STATE_DRAFT:
            watch.cancel()
            return


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
