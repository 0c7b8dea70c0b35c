-- Judgements that came by an import: what they rely on was never looked at in this ledger. No record, since no export tells it.
CREATE TABLE imported (
    key TEXT NOT NULL PRIMARY KEY
);
