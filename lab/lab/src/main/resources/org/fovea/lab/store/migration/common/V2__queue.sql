-- The queue of experiments. Times are milliseconds since 1970 in UTC; flags are 0 or 1.

-- What holds the lab ('' as name) or one study (its key) back.
CREATE TABLE control (
    name TEXT NOT NULL PRIMARY KEY,
    paused INTEGER NOT NULL DEFAULT 0,
    frozen INTEGER NOT NULL DEFAULT 0
);
INSERT INTO control (name) VALUES ('');

CREATE TABLE experiment (
    hash TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL,
    benchmark TEXT NOT NULL,
    candidate TEXT NOT NULL,
    study TEXT,
    pairs INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    -- OPEN, SUCCEEDED, FAILED or SKIPPED: follows from its jobs
    state TEXT NOT NULL,
    created BIGINT NOT NULL
);
CREATE INDEX experiment_state ON experiment (state, study);

CREATE TABLE job (
    -- HASH:step, also the instance of db-scheduler's task
    id TEXT NOT NULL PRIMARY KEY,
    experiment TEXT NOT NULL REFERENCES experiment (hash),
    step TEXT NOT NULL,
    place INTEGER NOT NULL,
    -- Of its experiment, so that lists of jobs need not look there.
    benchmark TEXT NOT NULL,
    candidate TEXT NOT NULL,
    study TEXT,
    pairs INTEGER NOT NULL,
    created BIGINT NOT NULL,
    state TEXT NOT NULL,
    priority INTEGER NOT NULL,
    cores INTEGER NOT NULL,
    memory_mb BIGINT NOT NULL,
    gpu INTEGER NOT NULL,
    -- Rises with each claim and whenever somebody takes the job away. Who holds an older one may write nothing.
    token BIGINT NOT NULL DEFAULT 0,
    -- Failures so far.
    attempt INTEGER NOT NULL DEFAULT 0,
    most_attempts INTEGER NOT NULL,
    -- Workers that were lost while they ran it.
    deaths INTEGER NOT NULL DEFAULT 0,
    worker TEXT,
    -- Start of the first and of the latest attempt.
    begun BIGINT,
    started BIGINT,
    heartbeat BIGINT,
    finished BIGINT,
    not_before BIGINT NOT NULL DEFAULT 0,
    doing TEXT,
    done BIGINT,
    total BIGINT,
    result TEXT,
    error TEXT,
    -- What a blocked job waits for: STEP, PAUSE, FREEZE or NEEDS.
    hold TEXT,
    blocked_because TEXT,
    UNIQUE (experiment, step)
);
CREATE INDEX job_state ON job (state, hold, priority);
CREATE INDEX job_durations ON job (benchmark, step, state, finished);
CREATE INDEX job_finished ON job (finished);

CREATE TABLE worker (
    name TEXT NOT NULL PRIMARY KEY,
    host TEXT NOT NULL,
    process BIGINT NOT NULL,
    cores INTEGER NOT NULL,
    memory_mb BIGINT NOT NULL,
    gpu INTEGER NOT NULL,
    started BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    -- Silent for so many milliseconds, it counts as lost.
    patience BIGINT NOT NULL,
    doing TEXT NOT NULL
);
