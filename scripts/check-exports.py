"""Checks that the real tools read what `ratchet export runs` writes, and find in it what the store holds.

    npm run test:exports

makes a store, exports it and calls this with Inspect, pandas, PyArrow, DuckDB and OpenTelemetry's protocol installed:

    python scripts/check-exports.py <folder of the study> <folder of the exports>
"""

import base64
import csv
import gzip
import json
import pathlib
import sys

import duckdb
import pandas
import pyarrow.parquet
from google.protobuf import json_format
from inspect_ai.analysis import evals_df, messages_df, samples_df
from inspect_ai.log import list_eval_logs, read_eval_log
from opentelemetry.proto.logs.v1.logs_pb2 import LogsData

study, exports = map(pathlib.Path, sys.argv[1:])


def payload(holder):
    return json.loads(base64.b64decode(holder["payloads"][0]["data"]))


def stored_runs():
    """By evaluation and number of the run: the request and the result, straight from the archived histories."""
    runs = {}
    for file in sorted((study / "histories").glob("*_c*.json.gz")):
        scheduled = {}
        for event in json.loads(gzip.decompress(file.read_bytes()))["events"]:
            asked = event.get("activityTaskScheduledEventAttributes")
            if asked and asked["activityType"]["name"] == "measureRun":
                scheduled[event["eventId"]] = payload(asked["input"])
            done = event.get("activityTaskCompletedEventAttributes")
            if done and done["scheduledEventId"] in scheduled:
                request = scheduled[done["scheduledEventId"]]
                runs[request["evaluation"], request["run"]] = (request, payload(done["result"]))
    return runs


def calls_of(result):
    lines = gzip.decompress((study / result["transcript"]["file"]).read_bytes()).decode().splitlines()
    # Calls of no item were made before the first one and thrown away.
    return [call for call in map(json.loads, lines[1:]) if call["item"] is not None]


RUNS = stored_runs()
LETTERS = {
    (*key, place): letter
    for key, (_, result) in RUNS.items()
    for place, letter in enumerate(result["letters"], 1)
}
HELD_OUT = {key: request["items"] == "held-out" for key, (request, _) in RUNS.items()}
CALLS = sum(len(calls_of(result)) for _, result in RUNS.values())
USED = sum(
    call["answer"]["usage"]["inputTokens"] for _, result in RUNS.values() for call in calls_of(result) if call["answer"]
)
assert set(LETTERS.values()) == set("PWANOMT"), "the store does not hold every letter"


def check_csv():
    text = (exports / "runs.csv").read_bytes().decode()
    rows = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    told = {(r["evaluation"], int(r["run"]), int(r["place"])): r["outcome"] for r in rows}
    assert told == LETTERS
    assert all((r["held_out"] == "true") == HELD_OUT[r["evaluation"], int(r["run"])] for r in rows)
    assert not [cell for r in rows for cell in r.values() if cell[:1] in ("=", "+", "-", "@")]
    prompts = {r["item"]: r["prompt"] for r in rows}
    assert prompts["right"] == "'=SUM(1;2) degrees, or how warm is it in \"Ghent\"?", prompts["right"]
    assert any(json.loads(r["answers"]) == [] for r in rows if r["outcome"] == "T")
    frame = pandas.read_csv(exports / "runs.csv")
    assert len(frame) == len(LETTERS) and frame["right"].dtype == bool
    assert frame["calls"].sum() == CALLS and frame["input_tokens"].sum() == USED
    return frame


def check_parquet(flat):
    path = exports / "runs.parquet"
    table = pyarrow.parquet.read_table(path)
    assert table.column_names == list(flat.columns)
    told = {(r["evaluation"], r["run"], r["place"]): r["outcome"] for r in table.to_pylist()}
    assert told == LETTERS
    right = [r["prompt"] for r in table.to_pylist() if r["item"] == "right"]
    assert set(right) == {'=SUM(1;2) degrees, or how warm is it in "Ghent"?'}
    assert str(table.schema.field("ended_at").type).startswith("timestamp[ms")
    shares = duckdb.sql(f"select spec, avg(\"right\"::int) from '{path}' group by spec order by spec").fetchall()
    expected = flat.groupby("spec")["right"].mean().sort_index()
    assert [spec for spec, _ in shares] == list(expected.index)
    assert all(abs(share - want) < 1e-12 for (_, share), want in zip(shares, expected))


def check_otel():
    records = []
    for line in (exports / "runs.jsonl").read_text().splitlines():
        for resource in json_format.Parse(line, LogsData()).resource_logs:
            records += [record for scope in resource.scope_logs for record in scope.log_records]
    told = {}
    for record in records:
        assert record.event_name == "gen_ai.evaluation.result" and record.time_unix_nano > 0
        values = {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in record.attributes}
        assert values["gen_ai.evaluation.name"] == "ratchet.outcome"
        letter = values["ratchet.outcome"]
        assert values["gen_ai.evaluation.score.value"] == float(letter == "P")
        assert values["gen_ai.evaluation.score.label"] == ("pass" if letter == "P" else "fail")
        assert values.get("error.type") == ("timeout" if letter == "T" else None)
        key = values["ratchet.evaluation"], values["ratchet.run"]
        assert values["ratchet.item.held_out"] == HELD_OUT[key]
        told.setdefault(key, []).append(letter)
    assert {key: "".join(letters) for key, letters in told.items()} == {
        key: result["letters"] for key, (_, result) in RUNS.items()
    }


def check_inspect(flat):
    folder = exports / "inspect"
    logs = list_eval_logs(str(folder))
    assert len(logs) == len(list(folder.iterdir())), "Inspect does not list every log"
    letters, calls = {}, 0
    for info in logs:
        log = read_eval_log(info)
        assert log.status == "success" and log.results and log.samples
        assert log.results.total_samples == len(log.samples) == log.eval.config.epochs * log.eval.dataset.samples
        for sample in log.samples:
            score = sample.scores["ratchet"]
            key = sample.metadata["evaluation"], sample.metadata["run"], sample.metadata["place"]
            letters[key] = score.metadata["outcome"]
            assert (score.value == "C") == (letters[key] == "P")
            assert (sample.limit is not None) == (letters[key] == "T")
            assert [message.role for message in sample.messages][:2] == ["system", "user"]
            if letters[key] == "W":
                assert sample.messages[-1].tool_calls[0].function == "set_timer"
            calls += len(sample.events)
    assert letters == LETTERS and calls == CALLS
    evals = evals_df(str(folder), quiet=True)
    by_log = flat.groupby(["evaluation", "spec"])["right"].mean()
    told = {
        (meta["evaluation"], meta["spec"]): value
        for meta, value in zip(map(json.loads, evals["metadata"]), evals["score_headline_value"])
    }
    assert told.keys() == set(by_log.index)
    assert all(abs(told[key] - by_log[key]) < 1e-12 for key in told)
    samples = samples_df(str(folder), quiet=True)
    assert len(samples) == len(LETTERS)
    assert (samples["score_ratchet"] == "C").sum() == flat["right"].sum()
    messages = messages_df(str(folder), quiet=True)
    assert (messages["role"] == "assistant").sum() > 0
    assert set(messages["sample_id"]) <= set(samples["sample_id"])


flat = check_csv()
print(f"CSV: {len(flat)} rows as in the store, by csv and pandas")
check_parquet(flat)
print("Parquet: the same rows and types, by PyArrow and DuckDB")
check_otel()
print("OpenTelemetry: the same events, by the protocol's own reader")
check_inspect(flat)
print("Inspect: the same samples, scores, calls and messages, by read_eval_log and its data frames")
