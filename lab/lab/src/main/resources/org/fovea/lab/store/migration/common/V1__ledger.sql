-- The records of a lab. In every table "document" is the truth, the record's canonical JSON; the other columns repeat what queries need.
-- Times are milliseconds since 1970 in UTC, truth values 0 and 1. Records refer to each other by number; their documents do by key.

CREATE TABLE benchmark (
    number   INTEGER PRIMARY KEY,
    key      TEXT    NOT NULL UNIQUE,
    recorded BIGINT  NOT NULL,
    document TEXT    NOT NULL,
    name     TEXT    NOT NULL UNIQUE
);

CREATE TABLE hypothesis (
    number   INTEGER PRIMARY KEY,
    key      TEXT    NOT NULL UNIQUE,
    recorded BIGINT  NOT NULL,
    document TEXT    NOT NULL
);

CREATE TABLE study (
    number    INTEGER PRIMARY KEY,
    key       TEXT    NOT NULL UNIQUE,
    recorded  BIGINT  NOT NULL,
    document  TEXT    NOT NULL,
    name      TEXT    NOT NULL UNIQUE,
    benchmark INTEGER NOT NULL REFERENCES benchmark
);

CREATE TABLE candidate (
    number     INTEGER PRIMARY KEY,
    key        TEXT    NOT NULL UNIQUE,
    recorded   BIGINT  NOT NULL,
    document   TEXT    NOT NULL,
    label      TEXT    NOT NULL,
    parent     INTEGER REFERENCES candidate,
    hypothesis INTEGER REFERENCES hypothesis
);

-- Only what lists show: whoever looks for a run in a hundred thousand reads this table and not the documents.
CREATE TABLE run (
    number        INTEGER PRIMARY KEY,
    key           TEXT    NOT NULL UNIQUE,
    recorded      BIGINT  NOT NULL,
    benchmark     INTEGER NOT NULL REFERENCES benchmark,
    candidate     INTEGER NOT NULL REFERENCES candidate,
    study         INTEGER REFERENCES study,
    rung          INTEGER NOT NULL,
    track         TEXT    NOT NULL,
    family        TEXT    NOT NULL,
    pairs         INTEGER NOT NULL,
    whole         INTEGER NOT NULL,
    bytes         BIGINT  NOT NULL,
    payload       BIGINT,
    segmentation  DOUBLE PRECISION NOT NULL,
    pose          DOUBLE PRECISION NOT NULL,
    score         DOUBLE PRECISION NOT NULL,
    rule_faithful DOUBLE PRECISION,
    code_version  TEXT    NOT NULL,
    started       BIGINT  NOT NULL,
    source        TEXT    NOT NULL,
    name          TEXT,
    job           TEXT    UNIQUE,
    search        TEXT    NOT NULL
);

CREATE INDEX run_candidate ON run (candidate);
CREATE INDEX run_study ON run (study, rung);
CREATE INDEX run_name ON run (name);
-- Lists that are sorted by these read them in order; the columns behind the first three let them pass over what does not fit without looking at the row.
CREATE INDEX run_score ON run (benchmark, score, number, family, track, whole, rung);
CREATE INDEX run_recorded ON run (benchmark, recorded, number, family, track, whole, rung);

-- The document of a run has no pairs; they are here, see PairBlob. The key covers both.
CREATE TABLE run_detail (
    run      INTEGER PRIMARY KEY REFERENCES run,
    document TEXT    NOT NULL,
    pairs    ${blob}
);

CREATE TABLE round (
    number   INTEGER PRIMARY KEY,
    key      TEXT    NOT NULL UNIQUE,
    recorded BIGINT  NOT NULL,
    document TEXT    NOT NULL
);

CREATE TABLE gate (
    number   INTEGER PRIMARY KEY,
    key      TEXT    NOT NULL UNIQUE,
    recorded BIGINT  NOT NULL,
    document TEXT    NOT NULL
);

CREATE TABLE dead_end (
    number    INTEGER PRIMARY KEY,
    key       TEXT    NOT NULL UNIQUE,
    recorded  BIGINT  NOT NULL,
    document  TEXT    NOT NULL,
    benchmark INTEGER NOT NULL REFERENCES benchmark
);

CREATE INDEX dead_end_benchmark ON dead_end (benchmark);

-- Judgements follow each other by "moment": the time, or later where the clock that told the time was behind.
CREATE TABLE judgement (
    number    INTEGER PRIMARY KEY,
    key       TEXT    NOT NULL UNIQUE,
    recorded  BIGINT  NOT NULL,
    document  TEXT    NOT NULL,
    verdict   TEXT    NOT NULL,
    about     TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    benchmark INTEGER NOT NULL REFERENCES benchmark,
    moment    BIGINT  NOT NULL
);

CREATE INDEX judgement_subject ON judgement (subject, moment);
CREATE INDEX judgement_benchmark ON judgement (benchmark, moment);

CREATE TABLE note (
    number   INTEGER PRIMARY KEY,
    key      TEXT    NOT NULL UNIQUE,
    recorded BIGINT  NOT NULL,
    document TEXT    NOT NULL
);

-- No records, but what follows from the judgements; kept up to date with each of them so that lists are fast.

-- Dead ends and judgements that do not hold any more.
CREATE TABLE voided (
    key TEXT PRIMARY KEY
);

-- The last judgement about a run that holds.
CREATE TABLE run_verdict (
    run       INTEGER PRIMARY KEY REFERENCES run,
    benchmark INTEGER NOT NULL REFERENCES benchmark,
    verdict   TEXT    NOT NULL,
    moment    BIGINT  NOT NULL,
    judgement INTEGER NOT NULL REFERENCES judgement
);

CREATE INDEX run_verdict_floor ON run_verdict (verdict, benchmark, moment, judgement);
