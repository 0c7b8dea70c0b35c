-- Records are never changed or removed. An insert that would replace one (INSERT OR REPLACE fires no other trigger) is refused, too.

CREATE TRIGGER benchmark_insert BEFORE INSERT ON benchmark WHEN EXISTS (SELECT 1 FROM benchmark WHERE number = NEW.number OR key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER benchmark_update BEFORE UPDATE ON benchmark
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER benchmark_delete BEFORE DELETE ON benchmark
BEGIN SELECT RAISE(ABORT, 'records of a lab are never removed'); END;

CREATE TRIGGER hypothesis_insert BEFORE INSERT ON hypothesis WHEN EXISTS (SELECT 1 FROM hypothesis WHERE number = NEW.number OR key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER hypothesis_update BEFORE UPDATE ON hypothesis
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER hypothesis_delete BEFORE DELETE ON hypothesis
BEGIN SELECT RAISE(ABORT, 'records of a lab are never removed'); END;

CREATE TRIGGER study_insert BEFORE INSERT ON study WHEN EXISTS (SELECT 1 FROM study WHERE number = NEW.number OR key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER study_update BEFORE UPDATE ON study
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER study_delete BEFORE DELETE ON study
BEGIN SELECT RAISE(ABORT, 'records of a lab are never removed'); END;

CREATE TRIGGER candidate_insert BEFORE INSERT ON candidate WHEN EXISTS (SELECT 1 FROM candidate WHERE number = NEW.number OR key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER candidate_update BEFORE UPDATE ON candidate
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER candidate_delete BEFORE DELETE ON candidate
BEGIN SELECT RAISE(ABORT, 'records of a lab are never removed'); END;

CREATE TRIGGER run_insert BEFORE INSERT ON run WHEN EXISTS (SELECT 1 FROM run WHERE number = NEW.number OR key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER run_update BEFORE UPDATE ON run
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER run_delete BEFORE DELETE ON run
BEGIN SELECT RAISE(ABORT, 'records of a lab are never removed'); END;

CREATE TRIGGER round_insert BEFORE INSERT ON round WHEN EXISTS (SELECT 1 FROM round WHERE number = NEW.number OR key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER round_update BEFORE UPDATE ON round
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER round_delete BEFORE DELETE ON round
BEGIN SELECT RAISE(ABORT, 'records of a lab are never removed'); END;

CREATE TRIGGER gate_insert BEFORE INSERT ON gate WHEN EXISTS (SELECT 1 FROM gate WHERE number = NEW.number OR key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER gate_update BEFORE UPDATE ON gate
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER gate_delete BEFORE DELETE ON gate
BEGIN SELECT RAISE(ABORT, 'records of a lab are never removed'); END;

CREATE TRIGGER dead_end_insert BEFORE INSERT ON dead_end WHEN EXISTS (SELECT 1 FROM dead_end WHERE number = NEW.number OR key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER dead_end_update BEFORE UPDATE ON dead_end
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER dead_end_delete BEFORE DELETE ON dead_end
BEGIN SELECT RAISE(ABORT, 'records of a lab are never removed'); END;

CREATE TRIGGER judgement_insert BEFORE INSERT ON judgement WHEN EXISTS (SELECT 1 FROM judgement WHERE number = NEW.number OR key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER judgement_update BEFORE UPDATE ON judgement
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER judgement_delete BEFORE DELETE ON judgement
BEGIN SELECT RAISE(ABORT, 'records of a lab are never removed'); END;

CREATE TRIGGER note_insert BEFORE INSERT ON note WHEN EXISTS (SELECT 1 FROM note WHERE number = NEW.number OR key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER note_update BEFORE UPDATE ON note
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER note_delete BEFORE DELETE ON note
BEGIN SELECT RAISE(ABORT, 'records of a lab are never removed'); END;

CREATE TRIGGER run_detail_insert BEFORE INSERT ON run_detail WHEN EXISTS (SELECT 1 FROM run_detail WHERE run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER run_detail_update BEFORE UPDATE ON run_detail
BEGIN SELECT RAISE(ABORT, 'records of a lab are never changed'); END;
CREATE TRIGGER run_detail_delete BEFORE DELETE ON run_detail
BEGIN SELECT RAISE(ABORT, 'records of a lab are never removed'); END;
