-- Runs of one candidate with other seeds: the id of the job of which a run is a repetition.
ALTER TABLE run ADD COLUMN series TEXT;
CREATE INDEX run_series ON run (series);

-- What somebody called a candidate, and words that it is found by, with spaces between; no candidate of an older ledger has either.
ALTER TABLE candidate ADD COLUMN name TEXT;
ALTER TABLE candidate ADD COLUMN tags TEXT;
CREATE INDEX candidate_name ON candidate (name);

-- The same tags, one a row. They follow from the documents of candidates.
CREATE TABLE candidate_tag (
    candidate INTEGER NOT NULL REFERENCES candidate,
    tag       TEXT    NOT NULL,
    PRIMARY KEY (tag, candidate)
);
